package parenting

import "time"

// Entry is a line of the log of who changed what: ids and codes, never names, nor the words of an announcement, which are read from it when
// the line is shown. Families' everyday answers are not in it: their rows say who gave them and when.
type Entry struct {
	At      time.Time
	By      AccountID // 0: the clock, or the operator
	Act     string    // in the log's own words, "join family"
	Group   GroupID   // 0: it concerns none
	Subject int64     // the session, or whatever else the act is about
	Family  FamilyID
	Detail  string
	Why     string // the reason of a correction, the only free text
}
