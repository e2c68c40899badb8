"""Pages of figures and documents."""

from __future__ import annotations

from django.urls import path

from reports.views import (
    checks,
    children,
    clearance,
    comparison,
    conflicts,
    consultations,
    context,
    context_files,
    dashboard,
    definitions,
    documents,
    drafts,
    edition_figures,
    governance,
    indicators,
    overrides,
    oversight,
    plans,
    protection,
    publishing,
    report_header,
    sections,
    statements,
    styles,
    targets,
    templates,
)

app_name = "reports"

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("measurements.csv", indicators.measurement_csv, name="measurement-csv"),
    path("indicators/", indicators.indicator_list, name="indicator-list"),
    # indicators/<key>/
    path("indicators/<str:key>/", indicators.indicator_detail, name="indicator-detail"),
    path("indicators/<str:key>/figures.csv", indicators.indicator_csv, name="indicator-csv"),
    path("indicators/<str:key>/children/", children.indicator_children, name="indicator-children"),
    path("indicators/<str:key>/target/", targets.target_set, name="target-set"),
    path("definitions/", definitions.definition_list, name="definition-list"),
    path("comparison/", comparison.comparison, name="comparison"),
    path("conflicts/", conflicts.conflict_list, name="conflict-list"),
    path("context-figures/", context.context_list, name="context-list"),
    path("context-figures/new/", context.context_new, name="context-new"),
    path("context-figures/file/", context_files.context_file, name="context-file"),
    path("context-figures/file/empty.csv", context_files.context_file_empty, name="context-file-empty"),
    path("context-figures/file/apply/", context_files.context_file_apply, name="context-file-apply"),
    path("context-figures/<uuid:public_id>/", context.context_change, name="context-change"),
    # action-plan/
    path("action-plan/", plans.plan, name="plan"),
    path("action-plan/new/", plans.action_new, name="action-new"),
    path("action-plan/statements/", plans.plan_statements, name="plan-statements"),
    path("action-plan/statements/new/", statements.statement_new, name="statement-new"),
    path("action-plan/statements/<uuid:public_id>/", statements.statement_change, name="statement-change"),
    path("action-plan/<uuid:public_id>/", plans.action_detail, name="action-detail"),
    path("action-plan/<uuid:public_id>/change/", plans.action_change, name="action-change"),
    path("action-plan/<uuid:public_id>/update/", plans.action_update, name="action-update"),
    path("targets/", oversight.target_register, name="target-register"),
    path("governance/", governance.governance, name="governance"),
    path("governance/bodies/new/", governance.body_new, name="body-new"),
    path("governance/bodies/<uuid:public_id>/", governance.body_change, name="body-change"),
    path("governance/meetings/new/", governance.meeting_new, name="meeting-new"),
    path("governance/meetings/<uuid:public_id>/", governance.meeting_change, name="meeting-change"),
    path("evidence/", oversight.evidence, name="evidence"),
    path("evidence/<slug:identifier>/", oversight.evidence_answer, name="evidence-answer"),
    path("documents/", documents.edition_list, name="edition-list"),
    path("documents/new/", documents.edition_new, name="edition-new"),
    path("documents/drafts/new/", drafts.draft_new, name="draft-new"),
    path("documents/drafts/<uuid:public_id>/", drafts.draft_detail, name="draft-detail"),
    path("documents/drafts/<uuid:public_id>/whole/", drafts.draft_preview, name="draft-preview"),
    path("documents/drafts/<uuid:public_id>/pdf/", drafts.draft_pdf, name="draft-pdf"),
    path("documents/sections/<uuid:public_id>/", sections.draft_section, name="draft-section"),
    path("documents/sections/<uuid:public_id>/comment/", sections.section_comment, name="section-comment"),
    path("documents/comments/<uuid:public_id>/settle/", sections.comment_settle, name="comment-settle"),
    path("documents/small-numbers/", overrides.disclosure_rule, name="disclosure-rule"),
    path("documents/drafts/<uuid:public_id>/protection/print/", overrides.override_ask, name="override-ask"),
    path("documents/overrides/<uuid:public_id>/", overrides.override_decide, name="override-decide"),
    path(
        "documents/overrides/<uuid:public_id>/withdraw/",
        overrides.override_withdraw,
        name="override-withdraw",
    ),
    path("documents/drafts/<uuid:public_id>/checks/", checks.draft_checks, name="draft-checks"),
    path(
        "documents/drafts/<uuid:public_id>/protection/", protection.draft_protection, name="draft-protection"
    ),
    path("documents/drafts/<uuid:public_id>/clearance/", clearance.draft_clearance, name="draft-clearance"),
    path("documents/drafts/<uuid:public_id>/clearance/ask/", clearance.clearance_ask, name="clearance-ask"),
    path(
        "documents/drafts/<uuid:public_id>/clearance/back/", clearance.clearance_back, name="clearance-back"
    ),
    path(
        "documents/drafts/<uuid:public_id>/clearance/enter/",
        clearance.clearance_enter,
        name="clearance-enter",
    ),
    path(
        "documents/drafts/<uuid:public_id>/clearance/approve/", clearance.draft_approve, name="draft-approve"
    ),
    path(
        "documents/drafts/<uuid:public_id>/clearance/decision/", clearance.decision_day, name="decision-day"
    ),
    path(
        "documents/clearances/<uuid:public_id>/withdraw/",
        clearance.clearance_withdraw,
        name="clearance-withdraw",
    ),
    path("documents/drafts/<uuid:public_id>/header/", report_header.draft_head, name="draft-head"),
    path(
        "documents/drafts/<uuid:public_id>/consultations/",
        consultations.consultation_list,
        name="consultation-list",
    ),
    path(
        "documents/drafts/<uuid:public_id>/consultations/new/",
        consultations.consultation_new,
        name="consultation-new",
    ),
    path(
        "documents/consultations/<uuid:public_id>/",
        consultations.consultation_change,
        name="consultation-change",
    ),
    path("documents/drafts/<uuid:public_id>/publish/", publishing.draft_publish, name="draft-publish"),
    path("documents/style/", styles.style, name="style"),
    # documents/templates/
    path("documents/templates/", templates.template_list, name="template-list"),
    path("documents/templates/new/", templates.template_new, name="template-new"),
    path("documents/templates/<uuid:public_id>/", templates.template_detail, name="template-detail"),
    path("documents/templates/<uuid:public_id>/change/", templates.template_change, name="template-change"),
    path("documents/templates/<uuid:public_id>/retire/", templates.template_retire, name="template-retire"),
    path(
        "documents/templates/<uuid:public_id>/sections/new/",
        templates.section_new,
        name="template-section-new",
    ),
    path(
        "documents/templates/<uuid:public_id>/sections/<slug:key>/",
        templates.section_change,
        name="template-section",
    ),
    path(
        "documents/templates/<uuid:public_id>/sections/<slug:key>/retire/",
        templates.section_drop,
        name="template-section-drop",
    ),
    # documents/<public_id>/
    path("documents/<uuid:public_id>/", documents.edition_detail, name="edition-detail"),
    path("documents/<uuid:public_id>/pdf/", documents.edition_pdf, name="edition-pdf"),
    path("documents/<uuid:public_id>/exempt/", documents.edition_exempt, name="edition-exempt"),
    path("documents/<uuid:public_id>/figures/", edition_figures.figures, name="edition-figures"),
    path("documents/<uuid:public_id>/correct/", edition_figures.correct, name="edition-correct"),
    path("documents/<uuid:public_id>/html/", documents.edition_html, name="edition-html"),
    path("documents/<uuid:public_id>/word/", documents.edition_word, name="edition-word"),
    path("documents/<uuid:public_id>/tables.xlsx", documents.edition_workbook, name="edition-workbook"),
    path(
        "documents/<uuid:public_id>/tables/<slug:identifier>.csv",
        documents.edition_table_csv,
        name="edition-table",
    ),
]
