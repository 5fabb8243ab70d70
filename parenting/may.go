package parenting

// May reports whether an account with these rights may make this change. It is asked in the one place that applies acts; that
// a subject really lies in the region, group or family that the act names is checked there by the same statement that changes it.
// The zero Rights are those of the clock, which closes sessions and has cards shown anew.
func May(r Rights, act Act) bool {
	switch a := act.(type) {
	case Stop:
		return a.Account == r.Account
	case Resume:
		return a.Account == r.Account
	case SetLanguage:
		return a.Account == r.Account
	case Erase:
		return a.Account == r.Account && r.Account != 0
	case Export:
		return a.What == "mine" && a.Group == 0 && r.Account != 0 || a.Group != 0 && (r.Leads(a.Group) || r.Account == 0)
	case Claim: // whether the link offers this is the store's to check: it spends the link
		return a.Account == r.Account && r.Account != 0
	case Invite:
		return a.Link.By == r.Account && mayInvite(r, a.Link)
	case Withdraw:
		return r.Holds(Coordinator, a.Region) && a.Account != r.Account
	case SetProgramme, Hold:
		return r.Holds(Coordinator, Region{})
	case HoldLesson:
		return r.Has(Coordinator)
	case GiveLesson:
		return a.Unasked == (r.Account == 0) && (a.Unasked || a.Account == r.Account)
	case SetPace:
		return (a.Account == r.Account || r.Account == 0) && a.sound()
	case PlanPractice:
		return a.Account == r.Account && len(r.People) > 0
	case TellPractice:
		return a.Account == r.Account && len(r.People) > 0 && a.State.told()
	case ShareLesson:
		return r.Leads(a.Group)
	case CheckHelpline: // the numbers are everybody's
		return r.Holds(Coordinator, Region{})
	case SetContact:
		return r.Leads(a.Group)
	case Compose, Discard, MarkSafety: // that a draft is one's own is checked by the statement that changes it
		return r.Has(Coordinator)
	case Aim:
		return a.Audience.sound() && r.Reaches(a.Audience.Areas)
	case SetSchedule, Reopen, AskAgain, Revise: // the same
		return r.Has(Coordinator)
	case Approve: // that it is another one's, and for the coordinator's regions only, is checked where it is read
		return r.Has(Coordinator)
	case Refuse:
		return r.Has(Coordinator) || r.Account == 0
	case Start:
		return r.Account == 0
	case Send, GoOn, Abort, Amend, Recall, Resend, HandOver, ReadLedger: // that the broadcast is for the coordinator's regions only is checked where it is read
		return r.Has(Coordinator)
	case PassOn:
		return r.Leads(a.Group)
	case Read: // that it was sent to the account is checked by the statement that notes it
		return a.Account == r.Account && r.Account != 0
	case Halt:
		return r.Has(Coordinator) && a.Why == PausedByHand || r.Account == 0
	case Found:
		return r.Holds(Founder, a.Group.Region())
	case ChangeGroup:
		return r.Leads(a.Group.ID)
	case RenewJoin:
		return r.Leads(a.Group)
	case LinkChat:
		return r.Leads(a.Group)
	case Enrol:
		return a.Person.Account == r.Account && r.Account != 0
	case JoinFamily:
		return a.Person.Account == r.Account && r.Account != 0
	case AddFamilies:
		return r.Leads(a.Group)
	case Describe:
		return r.Leads(a.Family.Group) || r.InFamily(a.Family.ID)
	case Address:
		return r.Leads(a.Group) || r.carries(a.Person)
	case Agree:
		return a.Paper && r.Leads(a.Group) || !a.Paper && r.carries(a.Person)
	case Merge:
		return r.Leads(a.Group)
	case Leave:
		return r.Leads(a.Group) || r.carries(a.Person)
	case Plan:
		return r.Leads(a.Session.Group)
	case ChangeSession:
		return r.Leads(a.Session.Group)
	case Announce:
		return r.Leads(a.Group)
	case Cancel:
		return r.Leads(a.Group)
	case Close:
		return r.Leads(a.Group) || r.Account == 0
	case Refresh:
		return r.Account == 0
	case Reply:
		return r.Leads(a.Group) || r.InFamily(a.Family)
	case Explain:
		return r.Leads(a.Group) || r.InFamily(a.Family)
	case CheckIn:
		return r.InFamily(a.Family)
	case CameAs:
		return r.Leads(a.Group) || r.InFamily(a.Family)
	case Tick:
		return r.Leads(a.Group)
	case Correct:
		return r.Leads(a.Group)
	case WrongCode:
		return a.Account == r.Account && r.Account != 0
	case AskHelp:
		return a.Account == r.Account && r.InFamily(a.Family)
	case AddWords: // that the request is one's own is checked by the statement that changes it
		return a.Account == r.Account && r.Account != 0
	case Rate: // the same
		return a.Account == r.Account && r.Account != 0
	case Respond: // that coordinators were asked is checked where it is read, here and below
		return r.Leads(a.Group) || r.Holds(Coordinator, a.Region)
	case Take:
		return r.Leads(a.Group) && a.To == r.Account || r.Holds(Coordinator, a.Region)
	case Escalate:
		return r.Leads(a.Group) || r.Account == 0
	case Finish:
		return r.Leads(a.Group) || r.Holds(Coordinator, a.Region) || r.Account == 0
	}
	return false
}

func mayInvite(r Rights, l Link) bool {
	switch l.Kind {
	case LinkCoordinate, LinkFacilitate:
		return r.Holds(Coordinator, l.Region) // nobody gives away more than is theirs
	case LinkAssist: // a coordinator finds a successor for a facilitator who left
		return r.Leads(l.Group) || r.Holds(Coordinator, l.Region)
	case LinkCarer:
		return r.InFamily(l.Family)
	}
	return false // join links come with a group, the claim link from serve
}

func (r Rights) carries(p PersonID) bool {
	for _, x := range r.People {
		if x.ID == p {
			return true
		}
	}
	return false
}

// CardKind names a kind of message that stays true.
type CardKind string

// The kinds of cards.
const (
	CardInvitation CardKind = "invitation" // a family's own: when, where, their answer; subject: the session
	CardTally      CardKind = "tally"      // the group chat's: counts and no names; subject: the session
	CardSession    CardKind = "session"    // a facilitator's: names and what can be done; subject: the session
	CardReplies    CardKind = "replies"    // a facilitator's: the families' plans, to note them for who presses no buttons; subject: the session
	CardTicks      CardKind = "ticks"      // a facilitator's tick list; subject: the session
	CardCode       CardKind = "code"       // a facilitator's screen with code and QR; subject: the session
	CardGroup      CardKind = "group"      // a facilitator's home of a group; subject: the group
	CardRoster     CardKind = "roster"     // a facilitator's families; subject: the group
	CardLog        CardKind = "log"        // who changed what; subject: the group, or 0 for all that the reader answers for
	CardRegion     CardKind = "region"     // a coordinator's groups and facilitators, of all regions that are the reader's; subject: 0
	CardBroadcast  CardKind = "broadcast"  // a coordinator's: how far a broadcast has come; subject: the broadcast
	CardReceipt    CardKind = "receipt"    // a reader's: the button under a broadcast, which stands under what was sent; subject: the broadcast
	CardMissed     CardKind = "missed"     // a coordinator's: who did not get it, and how it stands with one of them; subject: the broadcast
	CardRequest    CardKind = "request"    // an officer's: how a request for help stands; subject: the request
)

// Card names a message that stays true.
type Card struct {
	Kind    CardKind
	Subject int64
	Group   GroupID // that the subject belongs to; 0 for a region, and for the log of all
	Chat    ChatID
	View    string // what of it is on show, a page say
}

// About is what a card belongs to, as it is now.
type About struct {
	Group Group
	Areas []Area // of a broadcast's audience; none: there is no such broadcast
}

// MaySee reports whether an account may see a card, and press its buttons. It is asked in the one place that renders cards, every time.
// What of many groups the reader's regions hold, the card itself looks up.
func MaySee(r Rights, c Card, about About) bool {
	of := about.Group
	switch c.Kind {
	case CardTally:
		return c.Chat == of.Chat && of.Chat != 0
	case CardInvitation:
		for _, p := range r.People {
			if p.Group == c.Group {
				return true
			}
		}
		return false
	case CardSession, CardReplies, CardTicks, CardCode, CardGroup, CardRoster:
		return r.Leads(c.Group)
	case CardLog:
		if c.Subject == 0 {
			return r.Has(Coordinator) || r.Has(Facilitator)
		}
		return r.Leads(c.Group) || of.ID != 0 && r.Holds(Coordinator, of.Region())
	case CardRequest:
		return r.Leads(c.Group) || of.ID != 0 && r.Holds(Coordinator, of.Region())
	case CardRegion:
		return r.Has(Coordinator)
	case CardReceipt:
		return int64(c.Chat) == int64(r.Account) && c.Chat > 0
	case CardBroadcast, CardMissed:
		return len(about.Areas) > 0 && r.Reaches(about.Areas)
	}
	return false
}
