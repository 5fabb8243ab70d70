package parenting

// Nobody stands where an account stood that was forgotten, in what belongs to others as well.
const Nobody AccountID = -1

// Stop ends the messages that come of their own accord to an account; it stays in its families.
type Stop struct{ Account AccountID }

// Resume takes a Stop back.
type Resume struct{ Account AccountID }

// SetLanguage chooses the language in which an account is spoken to, "id" or "en".
type SetLanguage struct {
	Account AccountID
	Lang    string
}

func (Stop) act()        {}
func (Resume) act()      {}
func (SetLanguage) act() {}
