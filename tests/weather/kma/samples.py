"""Answers in the layouts of the three services, with values of our own."""

import json

HUB_HEAD = """#START7777
# YYMMDDHHMI STN  WD   WS GST  GST  GST     PA     PS PT    PR    TA    TD    HM    PV     RN
#        KST  ID  16  m/s  WD   WS   TM    hPa    hPa  -   hPa     C     C     %   hPa     mm
"""


def surface_map(*rows: str, year="2026", month="01", day="24", hour="10", encoding="UTF-8") -> bytes:
    lines = "\n".join(rows)
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<current xmlns="current">\n'
        f'<weather year="{year}" month="{month}" day="{day}" hour="{hour}">\n{lines}\n</weather>\n</current>\n'
    )
    return text.encode("cp949" if encoding.upper() == "EUC-KR" else encoding)


def local(number, name, desc="맑음", ta="-2.6", icon="01", more="") -> str:
    return f'<local stn_id="{number}" icon="{icon}" desc="{desc}" ta="{ta}"{more}>{name}</local>'


SEOUL = local(108, "서울")
JEJU = local(184, "제주", "구름조금", "7.5", "02")


def hub_row(number=108, time="202601241000", **columns) -> str:
    """46 columns; those that are not given are missing."""
    row = ["-9"] * 46
    row[0], row[1] = time, str(number)
    places = {"ws": 3, "ta": 11, "td": 12, "hm": 13, "rn": 15, "wc": 22, "ww": 24, "ca": 25, "vs": 32, "ir": 44}
    row[24] = row[28] = "-"
    for name, value in columns.items():
        row[places[name]] = str(value)
    return " ".join(row)


def hub(*rows: str, end="#7777END\n") -> bytes:
    return (HUB_HEAD + "".join(f"{row}\n" for row in rows) + end).encode("cp949")


def portal(items, code="00") -> bytes:
    header = {"resultCode": code, "resultMsg": "NORMAL_SERVICE"}
    return json.dumps({"response": {"header": header, "body": {"dataType": "JSON", "items": items}}}).encode()


def now_items(nx=60, ny=127, date="20260124", time="1000", **values) -> list[dict]:
    values = {"T1H": "-2.6", "REH": "52", "WSD": "1.3", "RN1": "0", "PTY": "0"} | values
    return [
        {"baseDate": date, "baseTime": time, "category": name, "nx": nx, "ny": ny, "obsrValue": value}
        for name, value in values.items()
    ]


def sky_items(nx=60, ny=127, **skies) -> list[dict]:
    """`at1000="1"`: clear at ten."""
    return [
        {
            "baseDate": "20260124",
            "baseTime": "0930",
            "category": "SKY",
            "fcstDate": "20260124",
            "fcstTime": hour.removeprefix("at"),
            "fcstValue": sky,
            "nx": nx,
            "ny": ny,
        }
        for hour, sky in skies.items()
    ]


GATEWAY_REFUSAL = b"""<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>
<returnAuthMsg>SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg><returnReasonCode>30</returnReasonCode>
</cmmMsgHeader></OpenAPI_ServiceResponse>"""
HUB_401 = '{\n  "result" : {\n    "status" : 401,\n    "message" : "유효한 인증키가 아닙니다."\n  }\n}'.encode()
HUB_403 = '{"result": {"status": 403, "message": "활용신청이 필요한 API 입니다."}}'.encode()
HUB_LIMIT = '{"result": {"status": 403, "message": "API 호출 한도를 초과했습니다."}}'.encode()
NOTICE = "<!DOCTYPE html><html lang='ko'><body>시스템 점검 중입니다.</body></html>".encode()
