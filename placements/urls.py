"""The placement desk. Under /children/: opaque ids alone, never a name or a number."""

from django.urls import path

from placements.views import children, deeds, handover, linking, merging, stays, undoing

app_name = "placements"

urlpatterns = [
    path("children/", children.child_list, name="child-list"),
    path("children/search/", children.child_search, name="child-search"),
    path("children/new/", children.child_new, name="child-new"),
    path("children/<uuid:public_id>/", children.child_detail, name="child-detail"),
    path("children/<uuid:public_id>/start/", stays.child_stay, {"deed": "start"}, name="child-start"),
    path("children/<uuid:public_id>/log/", stays.child_stay, {"deed": "place"}, name="child-place"),
    path("children/<uuid:public_id>/move/", stays.child_stay, {"deed": "move"}, name="child-move"),
    *(
        path(f"children/<uuid:public_id>/{deed}/", deeds.child_deed, {"deed": deed}, name=f"child-{deed}")
        for deed in deeds.PAGES
    ),
    path("children/<uuid:public_id>/number/", deeds.child_number, name="child-number"),
    path("children/<uuid:public_id>/siblings/", children.child_siblings, name="child-siblings"),
    path("children/<uuid:public_id>/merge/", merging.child_merge, name="child-merge"),
    path("children/homes-to-link/", linking.link_list, name="link-list"),
    path("children/homes-to-link/<uuid:public_id>/", linking.link_place, name="link-place"),
    path("handover/", handover.handover_list, name="handover-list"),
    path("handover/new/", handover.handover_new, name="handover-new"),
    path("handover/<uuid:public_id>/read/", handover.handover_read, name="handover-read"),
    path("children/deeds/<uuid:public_id>/", undoing.deed_detail, name="deed-detail"),
    path("children/deeds/<uuid:public_id>/undo/", undoing.deed_undo, name="deed-undo"),
    path("children/notices/<uuid:public_id>/sent/", undoing.notice_sent, name="notice-sent"),
]
