"""The fictional paper: imprint, sections, sources, reporters, blocks. 새솔시 and everybody in it are invented."""

from __future__ import annotations

from datetime import date

PUBLICATION = {
    "name": "새솔뉴스",
    "legal_name": "주식회사 새솔뉴스(가상)",
    "slogan": "우리 동네를 읽는 아침",
    "description": "새솔시 물빛구·한들구·솔뫼구의 소식을 전하는 가상의 지역 인터넷신문입니다.",
    "credit_tag": "(새솔뉴스)",
    "house_color": "#0b5c4b",
    "registration_number": "서울, 아00000",
    "registered_on": date(2020, 3, 2),
    "first_published_on": date(2020, 3, 16),
    "publisher": "한가람",
    "editor": "정다운",
    "youth_protection_officer": "윤슬기",
    "address": "새솔시 물빛구 물빛천로 24, 3층",
    "phone": "02-000-0000",
    "email": "news@saesol.example",
    "business_number": "000-00-00000",
}

SECTIONS = [
    ("politics", "정치", "시의회와 시정, 선거 소식"),
    ("economy", "경제", "지역 상권과 일자리, 살림살이"),
    ("society", "사회", "안전과 복지, 이웃의 이야기"),
    ("local", "지역", "물빛구·한들구·솔뫼구 동네 소식"),
    ("culture", "문화", "공연과 전시, 책과 축제"),
    ("education", "교육", "학교와 배움터 소식"),
    ("sports", "스포츠", "새솔FC와 생활체육"),
    ("health", "건강", "보건소와 생활 건강 정보"),
    ("opinion", "오피니언", "사설과 칼럼"),
]
SUBSECTIONS = [("mulbit", "물빛구", "local"), ("handeul", "한들구", "local"), ("solmoe", "솔뫼구", "local")]

KOGL_1 = "이 저작물은 공공누리 제1유형에 따라 출처를 밝히고 이용했습니다."
SOURCES = [
    ("saesol-city", "새솔시", "government", "kogl-1", KOGL_1),
    ("mulbit-gu", "새솔시물빛구", "government", "kogl-1", KOGL_1),
    ("handeul-gu", "새솔시한들구", "government", "kogl-4", ""),
    ("solmoe-gu", "새솔시솔뫼구", "government", "kogl-1", KOGL_1),
    ("council", "새솔시의회", "government", "", ""),
    ("education-office", "새솔교육지원청", "government", "kogl-1", KOGL_1),
    ("police", "새솔경찰서", "government", "kogl-2", ""),
    ("fire", "새솔소방서", "government", "kogl-1", KOGL_1),
    ("urban", "새솔도시공사", "public_body", "kogl-3", ""),
    ("culture-foundation", "새솔문화재단", "public_body", "", ""),
    ("health-center", "새솔시보건소", "government", "kogl-1", KOGL_1),
    ("chamber", "새솔상공회의소", "organisation", "", ""),
    ("university", "새솔대학교", "organisation", "", ""),
    ("farm-ministry", "누리농촌부", "ministry", "kogl-1", KOGL_1),
    ("handeul-market", "한들시장 상인회", "organisation", "", ""),
]
HELPLINES = [
    (
        "자살예방 상담",
        "혼자 감당하기 힘든 마음이 있거나 그런 가족과 이웃이 곁에 있다면 "
        "자살예방 상담전화 109에서 하루 24시간 이야기를 나눌 수 있습니다.",
    ),
]

REPORTERS = [
    ("kim-haneul", "김하늘", "기자", "시청과 시의회를 맡고 있습니다."),
    ("park-seojun", "박서준", "기자", "골목 상권과 일자리를 취재합니다."),
    ("lee-damhee", "이담희", "기자", "안전과 복지 현장을 다닙니다."),
    ("jung-narae", "정나래", "사진기자", "동네의 사계절을 사진으로 남깁니다."),
    ("choi-eunsol", "최은솔", "기자", "학교와 공연장을 오갑니다."),
    ("yoon-garam", "윤가람", "편집위원", ""),
    ("oh-byeol", "오별", "객원기자", "달리기를 좋아하는 프리랜서입니다."),
]
ACCOUNTS = [
    ("reporter", "기자", "kim-haneul"),
    ("desk", "데스크", "yoon-garam"),
    ("chief", "편집국장", ""),
]

FRONT, SIDEBAR = "front", "sidebar"
BLOCKS = [
    # zone, slug, name, layout, size, rule, section of the rule, section whose sidebar it is
    (FRONT, "top", "톱", "top", 5, "latest", "", ""),
    (FRONT, "photo-issue", "포토이슈", "tiles", 4, "photo_stories", "", ""),
    (FRONT, "front-politics", "정치", "lead", 5, "section", "politics", ""),
    (FRONT, "front-economy", "경제", "lead", 5, "section", "economy", ""),
    (FRONT, "front-society", "사회", "lead", 5, "section", "society", ""),
    (FRONT, "front-local", "지역", "lead", 5, "section", "local", ""),
    (FRONT, "front-culture", "문화", "lead", 5, "section", "culture", ""),
    (FRONT, "front-education", "교육", "lead", 5, "section", "education", ""),
    (FRONT, "front-sports", "스포츠", "lead", 5, "section", "sports", ""),
    (FRONT, "front-health", "건강", "lead", 5, "section", "health", ""),
    (FRONT, "front-opinion", "오피니언", "cards", 4, "section", "opinion", ""),
    (FRONT, "most-read", "많이 본 기사", "ranking", 10, "most_read_week", "", ""),
    (SIDEBAR, "side-photos", "포토이슈", "tiles", 4, "photo_stories", "", ""),
    (SIDEBAR, "side-most-read", "많이 본 기사", "ranking", 5, "most_read_week", "", ""),
    (SIDEBAR, "side-politics", "정치", "lead", 4, "section", "politics", ""),
    (SIDEBAR, "side-society", "사회", "lead", 4, "section", "society", ""),
    (SIDEBAR, "economy-hot", "경제핫이슈", "headlines", 5, "section", "economy", ""),
    (SIDEBAR, "sports-side", "스포츠 최신", "lead", 6, "section", "sports", "sports"),
    (SIDEBAR, "sports-most-read", "스포츠 많이 본 기사", "ranking", 5, "most_read_week", "", "sports"),
    (SIDEBAR, "sports-photos", "포토이슈", "tiles", 4, "photo_stories", "", "sports"),
]
PLACEMENTS = [
    # block, article, headline here, from and until in hours from now
    ("top", "market-arcade", "", -6, None),
    ("top", "night-bus", "밤 11시 이후에도 달린다…‘달빛버스’ 시동", -6, None),
    ("top", "river-lights", "", 12, None),
    ("top", "council-budget", "", -30, -2),
    ("economy-hot", "youth-workshop", "", -6, None),
    ("economy-hot", "local-currency", "", -6, None),
]
