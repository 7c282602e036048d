def page_head(request):
    return {}
