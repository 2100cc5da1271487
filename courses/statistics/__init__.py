"""Test statistics as pure functions of sums: no database, no request. Each says where its definition comes from.

Scores are whole hundredths of a mark, so that sums are exact and do not depend on the order of attempts. What cannot be
computed (nobody, or everybody the same) is None, never 0 and never NaN.

Sources: Crocker and Algina, Introduction to Classical and Modern Test Theory, 1986; Ebel and Frisbie, Essentials of
Educational Measurement, 5th edition, 1991; Kelley, The selection of upper and lower groups for the validation of test
items, 1939; Cronbach, Coefficient alpha and the internal structure of tests, 1951; Haladyna and Downing, How many
options is enough for a multiple-choice test item, 1993; Moodle, Quiz statistics calculations.
"""
