"""The placement desk. Under /children/: opaque ids alone, never a name or a number."""

from django.urls import path

from placements.family_time import views as family_time
from placements.family_time import views_to_avoid as to_avoid
from placements.life_story import views as life_story
from placements.views import child_file, children, deeds, handover, linking, merging, stays, undoing

app_name = "placements"

urlpatterns = [
    path("children/", children.child_list, name="child-list"),
    path("children/file/", child_file.child_list_ask, name="child-list-ask"),
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
    path("children/<uuid:public_id>/family-time/", family_time.family_time, name="child-family-time"),
    path(
        "children/<uuid:public_id>/family-time/new/",
        family_time.family_time_new,
        name="child-family-time-new",
    ),
    path(
        "children/family-time/<uuid:public_id>/change/",
        family_time.family_time_change,
        name="child-family-time-change",
    ),
    path(
        "children/family-time/<uuid:public_id>/end/",
        family_time.family_time_end,
        name="child-family-time-end",
    ),
    path("children/<uuid:public_id>/near/new/", family_time.near_new, name="child-near-new"),
    path("children/near/<uuid:public_id>/change/", family_time.near_change, name="child-near-change"),
    path("children/near/<uuid:public_id>/end/", family_time.near_end, name="child-near-end"),
    path("children/<uuid:public_id>/avoid/", to_avoid.avoid_reveal, name="child-avoid-reveal"),
    path("children/<uuid:public_id>/avoid/new/", to_avoid.avoid_new, name="child-avoid-new"),
    path("children/avoid/<uuid:public_id>/end/", to_avoid.avoid_end, name="child-avoid-end"),
    path("children/<uuid:public_id>/life-story/", life_story.life_story, name="child-life-story"),
    path("children/<uuid:public_id>/life-story/new/", life_story.life_story_new, name="child-life-story-new"),
    path(
        "children/life-story/<uuid:public_id>/withdraw/",
        life_story.life_story_withdraw,
        name="child-life-story-withdraw",
    ),
    path("children/life-story/", life_story.life_story_list, name="child-life-stories"),
    path("children/homes-to-link/", linking.link_list, name="link-list"),
    path("children/homes-to-link/<uuid:public_id>/", linking.link_place, name="link-place"),
    path("handover/", handover.handover_list, name="handover-list"),
    path("handover/new/", handover.handover_new, name="handover-new"),
    path("handover/<uuid:public_id>/read/", handover.handover_read, name="handover-read"),
    path("children/deeds/<uuid:public_id>/", undoing.deed_detail, name="deed-detail"),
    path("children/deeds/<uuid:public_id>/undo/", undoing.deed_undo, name="deed-undo"),
    path("children/notices/<uuid:public_id>/sent/", undoing.notice_sent, name="notice-sent"),
]
