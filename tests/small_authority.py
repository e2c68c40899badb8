"""A small authority on paper: sixteen invented children over three returns, each with an awkward story.

The answers, counted by hand from the stories, are in small_authority_answers. Everyone here is made up.
The authority is E06000045; unless a story says otherwise the child's home is SO14 7LY.
"""

from datetime import date

from tests.indicators.returns import NOT_IN_DIRECTORY, Return

HOME = "SO14 7LY"
INSIDE_WEST, INSIDE_EAST = "SO16 4XE", "SO19 9DH"
NEAR = "SO53 3AA"  # outside, 4.9 miles
PORTSMOUTH = "PO1 2AL"  # outside, 15.8 miles
MILES_20_0 = "SP2 8EA"
MILES_20_1 = "SO21 3AW"

POPULATIONS = {2011: 48000, 2012: 48500}

PEOPLE = {
    "101": ("2", "10/05/2003", "WBRI"),  # Anna
    "102": ("1", "01/01/2000", "MWBC"),  # Ben
    "103": ("2", "20/09/1998", "BCRB"),  # Cara
    "104": ("1", "12/12/2002", "WBRI"),  # Dan
    "105": ("2", "15/08/2005", "NOBT"),  # Eve
    "106": ("1", "29/02/2008", "OOTH"),  # Finn
    "107": ("2", "03/03/1997", "WBRI"),  # Gail
    "108": ("1", "31/03/1994", "WBRI"),  # Hugo
    "109": ("2", "05/07/2001", "OOTH"),  # Ines
    "110": ("1", "14/02/2009", "WBRI"),  # Jack
    "111": ("1", "01/10/1995", "BAFR"),  # Kofi
    "112": ("2", "25/12/2009", "WBRI"),  # Lily
    "113": ("1", "06/06/2008", "MWAS"),  # Max
    "114": ("2", "30/11/2011", "REFU"),  # Nia
    "115": ("1", "09/09/1999", "WIRI"),  # Owen
    "116": ("2", "18/04/2006", "APKN"),  # Pia
    # Five care leavers of whom only the OC3 file speaks.
    "201": ("1", "10/10/1993", "WBRI"),
    "202": ("2", "29/02/1992", "WBRI"),
    "203": ("1", "01/04/1990", "WBRI"),
    "204": ("2", "01/04/1994", "WBRI"),
    "205": ("1", "15/06/1995", "WBRI"),
}

# Return year, child, DECOM, RNE, LS, CIN, PLACE, PLACE_PROVIDER, PL_POST, DEC, REC
EPISODES = (
    # Anna's beginning is not seen: the first row is a move in 2008. Her carers move house in October 2011.
    (2011, "101", "01/06/2008", "P", "C2", "N1", "Q2", "PR1", INSIDE_EAST, "", ""),
    (2012, "101", "01/06/2008", "P", "C2", "N1", "Q2", "PR1", INSIDE_EAST, "15/10/2011", "X1"),
    (2012, "101", "15/10/2011", "T", "C2", "N1", "Q2", "PR1", INSIDE_WEST, "", ""),
    (2013, "101", "15/10/2011", "T", "C2", "N1", "Q2", "PR1", INSIDE_WEST, "", ""),
    # Ben: the 2012 return left him in fostering; the 2013 return knows he moved in February 2012 already.
    (2012, "102", "15/05/2011", "S", "V2", "N5", "Q2", "PR4", NEAR, "", ""),
    (2013, "102", "10/02/2012", "P", "V2", "N5", "K2", "PR4", MILES_20_0, "", ""),
    # Cara stays with an aunt through two changes of legal status, a hospital stay and the carer's holiday.
    (2011, "103", "05/04/2010", "S", "V2", "N1", "Q1", "PR1", INSIDE_EAST, "01/07/2010", "X1"),
    (2011, "103", "01/07/2010", "L", "C1", "N1", "Q1", "PR1", INSIDE_EAST, "03/02/2011", "X1"),
    (2011, "103", "03/02/2011", "L", "C2", "N1", "Q1", "PR1", INSIDE_EAST, "", ""),
    (2012, "103", "03/02/2011", "L", "C2", "N1", "Q1", "PR1", INSIDE_EAST, "", ""),
    (2013, "103", "03/02/2011", "L", "C2", "N1", "Q1", "PR1", INSIDE_EAST, "10/06/2012", "X1"),
    (2013, "103", "10/06/2012", "P", "C2", "N1", "T1", "", "", "24/06/2012", "X1"),
    (2013, "103", "24/06/2012", "P", "C2", "N1", "Q1", "PR1", "SO199DH", "28/12/2012", "X1"),
    (2013, "103", "28/12/2012", "P", "C2", "N1", "T3", "", "", "04/01/2013", "X1"),
    (2013, "103", "04/01/2013", "P", "C2", "N1", "Q1", "PR1", INSIDE_EAST, "", ""),
    # Dan goes on a temporary move and does not come back: he moves on to other carers.
    (2011, "104", "01/03/2010", "S", "C2", "N1", "Q2", "PR4", NEAR, "", ""),
    (2012, "104", "01/03/2010", "S", "C2", "N1", "Q2", "PR4", NEAR, "", ""),
    (2013, "104", "01/03/2010", "S", "C2", "N1", "Q2", "PR4", NEAR, "05/11/2012", "X1"),
    (2013, "104", "05/11/2012", "P", "C2", "N1", "T4", "", "", "12/11/2012", "X1"),
    (2013, "104", "12/11/2012", "P", "C2", "N1", "Q2", "PR4", PORTSMOUTH, "", ""),
    # Eve has short breaks, then is looked after in the same home, with no new start reported.
    (2012, "105", "01/05/2011", "S", "V4", "N2", "Q2", "PR1", INSIDE_WEST, "", ""),
    (2013, "105", "01/05/2011", "S", "V4", "N2", "Q2", "PR1", INSIDE_WEST, "10/10/2012", "X1"),
    (2013, "105", "10/10/2012", "L", "V2", "N2", "Q2", "PR1", INSIDE_WEST, "", ""),
    # Finn, born on 29 February, comes in the day before his fifth birthday and goes home under an order.
    (2013, "106", "28/02/2013", "S", "L1", "N4", "Q2", "PR1", INSIDE_WEST, "03/03/2013", "X1"),
    (2013, "106", "03/03/2013", "B", "C1", "N4", "P1", "PR0", HOME, "", ""),
    # Gail has five days that no row covers.
    (2011, "107", "10/02/2009", "S", "C2", "N1", "K2", "PR4", MILES_20_1, "", ""),
    (2012, "107", "10/02/2009", "S", "C2", "N1", "K2", "PR4", MILES_20_1, "", ""),
    (2013, "107", "10/02/2009", "S", "C2", "N1", "K2", "PR4", MILES_20_1, "15/09/2012", "X1"),
    (2013, "107", "20/09/2012", "P", "C2", "N1", "K1", "PR2", PORTSMOUTH, "", ""),
    # Hugo leaves on his eighteenth birthday, 31 March.
    (2011, "108", "01/09/2009", "S", "C2", "N6", "H5", "PR4", NEAR, "", ""),
    (2012, "108", "01/09/2009", "S", "C2", "N6", "H5", "PR4", NEAR, "31/03/2012", "E5"),
    # Ines's last row says that it continues, and nothing does.
    (2011, "109", "12/06/2010", "S", "V2", "N3", "Q2", "PR2", NEAR, "", ""),
    (2012, "109", "12/06/2010", "S", "V2", "N3", "Q2", "PR2", NEAR, "20/01/2012", "X1"),
    # Jack goes home and comes back within the year, then leaves to a special guardian.
    (2012, "110", "02/05/2011", "S", "V2", "N1", "Q2", "PR1", INSIDE_WEST, "30/06/2011", "E4A"),
    (2012, "110", "15/08/2011", "S", "C1", "N1", "Q2", "PR5", NEAR, "01/12/2011", "X1"),
    (2012, "110", "01/12/2011", "P", "C1", "N1", "Q2", "PR1", INSIDE_EAST, "01/02/2012", "X1"),
    (2012, "110", "01/02/2012", "L", "C2", "N1", "Q2", "PR1", INSIDE_EAST, "", ""),
    (2013, "110", "01/02/2012", "L", "C2", "N1", "Q2", "PR1", INSIDE_EAST, "10/12/2012", "E44"),
    # Kofi is an unaccompanied asylum-seeking child until 15 February 2013 (though a home postcode stands).
    (2012, "111", "20/11/2011", "S", "V2", "N8", "Q2", "PR4", PORTSMOUTH, "", ""),
    (2013, "111", "20/11/2011", "S", "V2", "N8", "Q2", "PR4", PORTSMOUTH, "", ""),
    # Lily is placed for adoption and adopted.
    (2011, "112", "20/04/2010", "S", "C1", "N1", "Q2", "PR1", INSIDE_WEST, "10/01/2011", "X1"),
    (2011, "112", "10/01/2011", "L", "E1", "N1", "Q2", "PR1", INSIDE_WEST, "", ""),
    (2012, "112", "10/01/2011", "L", "E1", "N1", "Q2", "PR1", INSIDE_WEST, "01/06/2011", "X1"),
    (2012, "112", "01/06/2011", "P", "E1", "N1", "A6", "PR1", MILES_20_0, "", ""),
    (2013, "112", "01/06/2011", "P", "E1", "N1", "A6", "PR1", MILES_20_0, "15/05/2012", "E12"),
    # Max, whose beginning is not seen, is adopted by his carers, matched before the order.
    (2011, "113", "01/02/2010", "L", "C1", "N1", "Q2", "PR1", NEAR, "15/07/2010", "X1"),
    (2011, "113", "15/07/2010", "U", "E1", "N1", "A5", "PR1", NEAR, "01/12/2010", "E11"),
    # Nia's placement has no postcode.
    (2012, "114", "10/12/2011", "S", "C1", "N7", "Q2", "PR1", "", "", ""),
    (2013, "114", "10/12/2011", "S", "C1", "N7", "Q2", "PR1", "", "15/02/2013", "X1"),
    (2013, "114", "15/02/2013", "L", "C2", "N7", "Q2", "PR1", "", "", ""),
    # Owen's second row overlaps his first and is set aside; the third stands. No directory has the postcode.
    (2012, "115", "01/07/2011", "S", "V2", "N6", "Q2", "PR4", NOT_IN_DIRECTORY, "01/03/2012", "X1"),
    (2012, "115", "15/02/2012", "P", "V2", "N6", "K2", "PR4", MILES_20_0, "10/03/2012", "X1"),
    (2012, "115", "01/03/2012", "P", "V2", "N6", "S1", "PR3", NOT_IN_DIRECTORY, "", ""),
    (2013, "115", "01/03/2012", "P", "V2", "N6", "S1", "PR3", NOT_IN_DIRECTORY, "", ""),
    # Pia is first seen in September 2011 on a change of legal status: she came in by then, no one knows when.
    (2012, "116", "05/09/2011", "L", "C2", "N5", "Q2", "PR4", MILES_20_1, "", ""),
    (2013, "116", "05/09/2011", "L", "C2", "N5", "Q2", "PR4", MILES_20_1, "", ""),
)

UASC = ((2012, "111", ""), (2013, "111", "15/02/2013"))

# Return year, child, date of the match
ADOPTIONS = ((2011, "113", "01/07/2010"), (2013, "112", "10/03/2011"))

# Return year, child, IN_TOUCH, ACTIV, ACCOM; the comment gives the age on the year's last day
LEAVERS = (
    (2011, "203", "YES", "F3", "U1"),  # 20
    (2012, "201", "YES", "F2", "D1"),  # 18
    (2012, "202", "NO", "0", "0"),  # 20
    (2012, "203", "YES", "F3", "X2"),  # 21: 22 the next day
    (2013, "201", "YES", "G5", "K2"),  # 19
    (2013, "202", "RHOM", "0", "0"),  # 21, and home for six months
    (2013, "203", "YES", "F3", "U1"),  # 22
    (2013, "108", "YES", "F1", "Z1"),  # Hugo, 19 that day
    (2013, "204", "REFU", "0", "R2"),  # 18: 19 the next day
    (2013, "205", "NREQ", "F3", "G1"),  # 17
)


def small_authority() -> list[Return]:
    """The three returns, for the years to 31 March 2011, 2012 and 2013."""
    return [_return_for(year) for year in (2011, 2012, 2013)]


def _return_for(year: int) -> Return:
    made = Return(date(year, 3, 31))
    episodes = [row[1:] for row in EPISODES if row[0] == year]
    leavers = [row[1:] for row in LEAVERS if row[0] == year]
    for child in sorted({row[0] for row in episodes + leavers}):
        made.add("Header", child, *PEOPLE[child])
    for child, decom, rne, ls, cin, place, provider, pl_post, dec, rec in episodes:
        made.add("Episodes", child, decom, rne, ls, cin, place, provider, dec, rec, "", HOME, pl_post)
    for child, duc in [row[1:] for row in UASC if row[0] == year]:
        made.add("UASC", child, PEOPLE[child][0], PEOPLE[child][1], duc)
    for child, match in [row[1:] for row in ADOPTIONS if row[0] == year]:
        made.add("AD1", child, PEOPLE[child][1], match, match, "0", "2", "MF", "L11")
    for child, *outcome in leavers:
        made.add("OC3", child, PEOPLE[child][1], *outcome)
    return made
