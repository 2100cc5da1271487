"""Lists as people upload them: the lines of a CSV or XLSX file from somebody who may mean harm."""
