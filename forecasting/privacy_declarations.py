from sufficiency.core.privacy import declare

DECLARATIONS: dict = {
    "forecasting.forecastrun": declare(
        nobody="public_id authority extract_on months paths seed adds_arrivals engine_version asked_at begun_at "
        "finished_at failure cancelled_at done total doing verdict",
        staff="asked_by cancelled_by",
    ),
    # Small exact counts, from which a child might be recognised.
    "forecasting.forecastline": declare(
        nobody="run measure age placement on chance",
        child="no_change low95 low80 middle high80 high95",
    ),
    "forecasting.forecasthistory": declare(nobody="run measure age placement on", child="number"),
    "forecasting.forecastfutures": declare(nobody="run on totals"),
    "forecasting.forecastused": declare(
        nobody="run window_from children periods placements in_care unknown_starts days_without_placement "
        "fostering_not_told reasons_not_told short_breaks sibling_groups households places_free months_told "
        "returns remarks",
        child="aged_18 unknown_starts_in_care asylum_seeking known_leavers known_arrivals",
    ),
    "forecasting.forecastcost": declare(
        nobody="run year placement first_day last_day months priced_months weekly budget chance",
        child="low95 low80 middle high80 high95 no_change",
    ),
    "forecasting.forecastprice": declare(
        nobody="run placement provider weekly valid source", child="children"
    ),
    "forecasting.unitcost": declare(
        nobody="public_id authority version placement provider weekly lowest mean median highest valid source said_on "
        "recorded_at",
        staff="entered_by",
    ),
    "forecasting.placementbudget": declare(
        nobody="public_id authority version year placement amount source said_on recorded_at",
        staff="entered_by",
    ),
    "forecasting.backtestline": declare(
        nobody="run group months cases error error_no_change bias crps crps_no_change held80 held95 width80 "
        "width80_no_change"
    ),
    # As they were published.
    "forecasting.issuedforecast": declare(
        nobody="public_id authority title issued_on published_in note run entered_at withdrawn_on withdrawn_because",
        staff="issued_by entered_by withdrawn_by",
    ),
    "forecasting.issuedline": declare(
        nobody="issued measure age placement budget_group on promise", child="low high middle"
    ),
    # Invented by officers, of nobody; words are theirs.
    "forecasting.scenario": declare(
        nobody="public_id authority name about made_at levers_version version", staff="author"
    ),
    "forecasting.scenariolever": declare(
        nobody="public_id scenario kind starts_on ramp_months ends_on low central high ages placements to_placement "
        "instead_of places_each fill_rate stay_months version"
    ),
    "forecasting.scenariotrial": declare(
        nobody="public_id run scenario levers_version name about assumptions remarks engine_version asked_at begun_at "
        "finished_at failure cancelled_at done total doing",
        staff="asked_by cancelled_by",
    ),
    # Differences of a few children, as exact as those of a forecast.
    "forecasting.scenarioline": declare(
        nobody="trial strength measure age placement on", child="low80 middle high80"
    ),
}
