package flows

import (
	"slices"
	"time"

	"asuhbersama/parenting"
)

// The three tables. Everything that the bot says is found from here by its kind and its name.

// conversations are the flows by name; a flow's texts are the locale table of that name.
func conversations() map[string]Flow { return conversationTable }

// cards are the messages that stay true.
func cards() map[parenting.CardKind]CardKind { return cardTable }

// notices are what due fires say or do.
func notices() map[parenting.FireKind]Notice { return noticeTable }

// The tables are built once; a flow that starts another by name needs no import of it, and none changes them.
var (
	conversationTable = map[string]Flow{
		"menu":   {Menu, anybody},
		"help":   {Help, anybody},
		"cancel": {CancelConversation, anybody},
		"lost":   {Lost, anybody},
		"greet":  {Greet, known},

		"nonumber": {NoNumber, known},
		"bahasa":   {Language, anybody},

		"privacy": {Privacy, known},

		"agree":    {AgreeAgain, known},
		"disagree": {Disagree, known},

		"mydata":    {MyData, anybody},
		"mydetails": {MyDetails, known},
		"mycopy":    {MyCopy, known},
		"erase":     {EraseMe, anybody},

		"aid":      {Aid, anybody},
		"heard":    {Heard, anybody},
		"numbers":  {CheckNumbers, ofEverything},
		"contacts": {SetContacts, leadsGroup},

		"link":   {DeadLink, anybody},
		"enrol":  {Enrol, anybody},
		"stop":   {StopMessages, anybody},
		"resume": {ResumeMessages, known},
		"invite": {ShareFamily, inFamily},
		"relink": {RenewFamilyLink, inFamily},

		"claim":     {Claim, anybody},
		"region":    {ShowRegion, coordinator},
		"programme": {SetProgramme, ofEverything},
		"hire":      {Hire, coordinator},
		"cohire":    {Cohire, coordinator},
		"withdraw":  {WithdrawRight, coordinator},
		"found":     {FoundGroup, founder},
		"group":     {ShowGroup, mayShowGroup},
		"poster":    {SendPoster, leadsGroup},
		"renew":     {RenewLink, leadsGroup},
		"assist":    {Assist, mayAssist},
		"regroup":   {Regroup, leadsGroup},
		"linkchat":  {LinkChat, leadsAny},
		"log":       {ShowLog, mayReadLog},

		"broadcasts": {Broadcasts, coordinator},
		"sent":       {ShowSent, coordinator},
		"latest":     {Latest, coordinator},
		"compose":    {Compose, mayCompose},
		"audience":   {ChooseAudience, ownDraft},
		"broadcast":  {SendBroadcast, ownDraft},
		"schedule":   {PlanBroadcast, ownDraft},
		"discard":    {DiscardDraft, ownDraft},
		"sendnow":    {SendNow, mayCompose},
		"askagain":   {AskAgainSecond, ownDraft},
		"approve":    {ApproveBroadcast, mayApprove},
		"album":      {WholeAlbum, ownDraft},
		"fields":     {UnknownFields, ownDraft},
		"buttons":    {Buttons, ownDraft},
		"safety":     {AskSafety, ownDraft},
		"passon":     {PassOn, passesOn},
		"told":       {Told, leadsAny},
		"passed":     {PassedOn, known},
		"amend":      {Amend, aboutSent},
		"amending":   {ConfirmAmend, aboutSent},
		"abort":      {AbortBroadcast, aboutSent},
		"recall":     {RecallBroadcast, aboutSent},
		"resend":     {Resend, aboutSent},
		"handover":   {HandOver, aboutSent},
		"missed":     {ShowMissed, aboutSent},
		"find":       {FindRecipient, aboutSent},
		"ledger":     {SendLedger, aboutSent},
		"hold":       {HoldAll, coordinator},
		"pause":      {PauseWhich, coordinator},

		"materials": {Materials, anybody},
		"browse":    {Browse, known},
		"lesson":    {ShowLesson, anybody},
		"tip":       {Tip, known},
		"sources":   {Sources, known},
		"search":    {Search, known},
		"results":   {Results, known},
		"nolesson":  {NoLesson, known},
		"post":      {PostLesson, leadsAny},
		"withhold":  {Withhold, coordinator},
		"pace":      {Pace, known},

		"ask":      {AskFacilitator, anybody},
		"tell":     {TellFacilitator, carer},
		"add":      {AddWords, known},
		"helped":   {RateRequest, known},
		"mine":     {ShowOwnRequest, known},
		"takeback": {TakeBack, known},
		"reread":   {ReadRequest, known},
		"requests": {Requests, officer},
		"request":  {ShowRequest, officer},
		"respond":  {Respond, answersRequest},
		"finish":   {FinishRequest, answersRequest},
		"escalate": {EscalateRequest, leadsRequest},
		"assign":   {AssignRequest, mayAssign},

		"practice":   {PlanPractice, anybody},
		"doing":      {Doing, anybody},
		"tried":      {Tried, anybody},
		"retry":      {Retry, anybody},
		"hindered":   {Hindered, anybody},
		"praise":     {Praise, anybody},
		"practices":  {Practices, anybody},
		"obstacles":  {Obstacles, known},
		"quiz":       {Quiz, known},
		"sendlesson": {SendLesson, leadsAny},

		"roster":   {ShowRoster, leadsGroup},
		"names":    {AddNames, leadsGroup},
		"complete": {Complete, leadsGroup},
		"consent":  {ConsentSheet, leadsGroup},
		"papers":   {Papers, leadsGroup},
		"fill":     {ofRoster(Fill), leadsOrGone},
		"details":  {ofRoster(Details), leadsOrGone},
		"paper":    {ofRoster(PaperConsent), leadsOrGone},
		"remove":   {ofRoster(RemoveFamily), leadsOrGone},
		"merge":    {ofRoster(Merge), leadsOrGone},
		"about":    {ofRoster(About), describes},
		"family":   {ShowFamily, mayShowFamily},
		"me":       {ChangeAddress, mayAddress},

		"sessions":   {Sessions, known},
		"athand":     {AtHand, leadsAny},
		"session":    {ShowSession, leadsSession},
		"plan":       {PlanSession, leadsGroup},
		"change":     {Change, leadsSession},
		"calloff":    {CallOff, leadsSession},
		"announce":   {AnnounceSession, leadsSession},
		"share":      {Share, leadsSession},
		"guide":      {ShowGuide, leadsSession},
		"invitation": {ShowInvitation, invited},

		"answer":  {AnswerInWords, known},
		"reason":  {GiveReason, ofFamily},
		"replies": {Replies, leadsSession},
		"reply":   {ofRoster(ReplyFor), leadsOrGone},

		"checkin": {CheckIn, anybody},
		"who":     {WhoCame, ofFamily},
		"screen":  {Screen, leadsSession},
		"ticks":   {Ticks, leadsSession},
		"close":   {CloseSession, leadsSession},
		"visits":  {Visits, leadsSession},
		"correct": {CorrectAttendance, leadsSession},
		"sheet":   {AttendanceSheet, leadsSession},
		"report":  {ShowReport, leadsSession},
		"blank":   {BlankSheet, leadsSession},
	}
	cardTable = map[parenting.CardKind]CardKind{
		parenting.CardRegion:    {renderRegion, pressPage},
		parenting.CardBroadcast: {renderBroadcast, pressBroadcast},
		parenting.CardReceipt:   {nil, pressReceipt},
		parenting.CardMissed:    {renderMissed, pressMissed},

		parenting.CardRequest: {renderRequest, pressRequest},

		parenting.CardGroup:  {renderGroup, nil},
		parenting.CardLog:    {renderLog, pressPage},
		parenting.CardRoster: {renderRoster, pressPage},

		parenting.CardInvitation: {renderInvitation, pressInvitation},
		parenting.CardTally:      {renderTally, pressTally},
		parenting.CardSession:    {renderSession, nil},
		parenting.CardReplies:    {renderReplies, pressReplies},

		parenting.CardCode:  {renderCode, nil},
		parenting.CardTicks: {renderTicks, pressTicks},
	}
	noticeTable = map[parenting.FireKind]Notice{
		parenting.FireInvite:  inviteDue,
		parenting.FireTally:   tallyDue,
		parenting.FireChanged: changedDue,
		parenting.FireCancel:  cancelDue,

		parenting.FireDay:     RemindDay,
		parenting.FireEve:     RemindLeader,
		parenting.FireHours:   RemindHours,
		parenting.FireOpen:    CheckInOpened,
		parenting.FireRefresh: RefreshInvitations,
		parenting.FireTurn:    TurnCode,
		parenting.FireLost:    FamilyLost,
		parenting.FireClose:   CloseByClock,
		parenting.FireThanks:  Thank,
		parenting.FireReport:  Report,

		parenting.FirePractice: CheckPractice,
		parenting.FireShared:   SharedLesson,

		parenting.FireStart:   StartBroadcast,
		parenting.FireAsk:     AskSecond,
		parenting.FireLapse:   LapseApproval,
		parenting.FirePending: Pending,
		parenting.FireUnsent:  Unsent,
		parenting.FireDecided: Decided,
		parenting.FireAmended: Amended,

		parenting.FireSaid:   HearSaid,
		parenting.FireDue:    RequestDue,
		parenting.FireLate:   RequestLate,
		parenting.FireHelped: AskHelped,

		parenting.FireUntold: TellUntold,
		parenting.FireHanded: TellUntold,
		parenting.FireAssist: Assisted,
		parenting.FireMerge:  PerhapsKnown,
		parenting.FireJoined: CarerJoined,
		parenting.FireLeft:   FamilyLeft,
		parenting.FirePaused: Paused,
		parenting.FireLesson: LessonDue,

		parenting.FireConsent: AskAgain,
		parenting.FireOrphan:  Orphaned,

		parenting.Withdrawn(parenting.Coordinator): Withdrawn,
		parenting.Withdrawn(parenting.Founder):     Withdrawn,
		parenting.Withdrawn(parenting.Facilitator): Withdrawn,
	}
)

// asksOnce names the conversations that do not ask again after a detour: those that end in something being gone, because a [Ya, hapus]
// that comes up by itself is pressed by mistake, and those that only offer something, about a practice: who has turned away does not want it.
func asksOnce(flow string) bool {
	return slices.Contains([]string{
		"remove", "stop", "withdraw", "calloff", "renew", "close", "abort", "recall", "hold", "pause", "practice", "retry", "hindered", "finish", "erase", "takeback",
	}, flow)
}

// drafts reports whether a conversation is about an announcement that is not sent yet.
func drafts(flow string) bool {
	return slices.Contains([]string{"compose", "album", "fields", "audience", "broadcast", "buttons", "schedule", "safety"}, flow)
}

// anybody may start the flow; what it shows it decides itself.
func anybody(*Chat) bool { return true }

// known: somebody who is enrolled or holds a right.
func known(c *Chat) bool { return len(c.Rights.People)+len(c.Rights.Grants) > 0 }

// coordinator: whoever holds that right anywhere; what he reaches the flow looks up.
func coordinator(c *Chat) bool { return c.Rights.Has(parenting.Coordinator) }

// ofEverything: a coordinator of the whole programme.
func ofEverything(c *Chat) bool { return c.Rights.Holds(parenting.Coordinator, parenting.Region{}) }

// leadsGroup: a facilitator of the group that the flow is about.
func leadsGroup(c *Chat) bool { return c.Rights.Leads(parenting.GroupID(c.ID("on"))) }

// leadsSession: a facilitator of the group of the session that the flow is about.
func leadsSession(c *Chat) bool {
	return c.Rights.Leads(c.Session(parenting.SessionID(c.ID("on"))).Group)
}

// inFamily: whoever is of the family that the flow is about.
func inFamily(c *Chat) bool { return c.Rights.InFamily(parenting.FamilyID(c.ID("on"))) }

// familiesIn lists the families of a group that the account carries, each once.
func (c *Chat) familiesIn(g parenting.GroupID) []parenting.FamilyID { return FamiliesIn(c.Rights, g) }

// FamiliesIn lists the families of a group that an account carries, each once, in the order they joined.
func FamiliesIn(r parenting.Rights, g parenting.GroupID) []parenting.FamilyID {
	var ids []parenting.FamilyID
	for _, p := range r.People {
		if p.Group == g && !slices.Contains(ids, p.Family) {
			ids = append(ids, p.Family)
		}
	}
	return ids
}

// ChatZone is the clock of whoever reads in a chat: a group's chat lives by its group's.
func ChatZone(f Facts, chat parenting.ChatID) *time.Location {
	if chat < 0 {
		return Zone(f.GroupOfChat(chat))
	}
	return ReaderZone(f, parenting.AccountID(chat))
}

// ReaderZone is the clock that an account lives by: that of its group at home, or of the place where its people work when they
// are all abroad, as far as that is known, or of the region it is in charge of; WIB while nothing is known.
func ReaderZone(f Facts, a parenting.AccountID) *time.Location {
	r := f.Rights(a)
	for _, p := range r.People {
		if !p.Abroad {
			return Zone(f.Group(p.Group))
		}
	}
	for _, p := range r.People {
		if zone, ok := parenting.PlaceZone(f.Family(p.Family).Where); ok {
			return zone
		}
	}
	for _, p := range r.People {
		return Zone(f.Group(p.Group))
	}
	for _, id := range r.Groups() {
		return Zone(f.Group(id))
	}
	for _, g := range r.Grants {
		if g.Region.Province != "" {
			return parenting.ProvinceZone(g.Region.Province)
		}
	}
	return Zone(parenting.Group{})
}
