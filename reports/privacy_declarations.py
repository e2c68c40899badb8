from sufficiency.core.privacy import declare

DECLARATIONS: dict = {
    # An internal edition holds exact small counts, from which a child might be recognised.
    "reports.edition": declare(
        nobody="public_id authority kind as_at audience number title status made_at sha256 pages template "
        "supersedes erratum",
        staff="made_by",
        child="pdf tables content exempt_pdf counted_besides",
    ),
    "reports.editiondefinition": declare(nobody="edition key version title unit population how source"),
    "reports.councilstyle": declare(
        nobody="public_id authority printed_name accent logo_png logo_svg logo_alt version recorded_at",
        staff="changed_by",
    ),
    "reports.indicatortarget": declare(
        nobody="public_id authority key since value baseline due_on commentary version recorded_at",
        staff="owner entered_by",
    ),
    "reports.documenttemplate": declare(
        nobody="public_id authority identifier name kind description title numbering header is_retired version "
        "recorded_at"
    ),
    "reports.templatesection": declare(
        nobody="template key order level title guidance marks is_annex text is_required"
    ),
    "reports.draft": declare(
        nobody="public_id authority template title as_at audience status follows erratum decision_on edition version "
        "recorded_at",
        staff="begun_by approved_by",
    ),
    # What an author writes before publication may speak of a child whom somebody would know.
    "reports.draftsection": declare(
        nobody="public_id draft key order level title guidance marks is_annex is_exempt is_written version edited_at",
        staff="edited_by",
        child="text",
    ),
    "reports.sectioncomment": declare(
        nobody="public_id section settled_at recorded_at", staff="by settled_by", child="text"
    ),
    "reports.clearance": declare(
        nobody="public_id draft office on remark of_text withdrawn_at recorded_at", staff="name entered_by"
    ),
    "reports.reportheader": declare(
        nobody="draft decision_maker subject decided_on confidentiality exempt_paragraph exempt_reason key_decision "
        "wards equality_assessment data_protection_assessment",
        staff="report_of author author_contact director director_contact",
    ),
    "reports.consultation": declare(
        nobody="public_id draft whom how on said answer version recorded_at", staff="entered_by"
    ),
    "reports.clearedpart": declare(nobody="clearance part of_text"),
    "reports.editingpresence": declare(nobody="section since seen_at", staff="by"),
    "reports.disclosurerule": declare(
        nobody="public_id authority way reason version recorded_at", staff="chosen_by"
    ),
    # Why a small count may be printed may tell of the child.
    "reports.disclosureoverride": declare(
        nobody="public_id draft key as_at category part agreed_at withdrawn_at recorded_at",
        staff="asked_by agreed_by declined_by",
        child="reason",
    ),
    "reports.contextfigure": declare(
        nobody="public_id authority kind name label value value_high unit as_at starts_on when_said source "
        "place_in_source note version recorded_at",
        staff="entered_by",
    ),
    "reports.statement": declare(
        nobody="public_id authority kind number words aim known source version recorded_at"
    ),
    "reports.keyarea": declare(nobody="public_id authority name order"),
    "reports.plannedaction": declare(
        nobody="public_id area order focus milestone due_on linked_words done_on note source version recorded_at",
        staff="lead lead_user",
    ),
    "reports.actionindicator": declare(nobody="action key"),
    "reports.actionstatement": declare(nobody="action statement"),
    "reports.actionupdate": declare(
        nobody="public_id action on words is_done recorded_at", staff="entered_by"
    ),
    "reports.promise": declare(nobody="edition action focus milestone due_on standing"),
    "reports.governancebody": declare(
        nobody="public_id authority name meetings_a_year source version", staff="chair"
    ),
    "reports.meeting": declare(nobody="public_id body on pack_due_on receives version recorded_at"),
    "reports.evidencetest": declare(nobody="identifier group order title asks source"),
    "reports.evidenceanswer": declare(
        nobody="public_id authority test words section version recorded_at", staff="entered_by"
    ),
    "reports.evidenceindicator": declare(nobody="answer key"),
    "reports.editionmeasurement": declare(nobody="edition key as_at", child="measurement counted"),
}
