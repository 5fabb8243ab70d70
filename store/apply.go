package store

import (
	"fmt"

	"asuhbersama/parenting"
)

// Apply makes a change: it is the one place where [parenting.May] is asked. ErrDenied means that the rights do not allow the act,
// ErrStale that it was decided on an old version or that its subject does not lie where it says; either way nothing has changed once
// the savepoint around it is undone. What follows of a change is written with it: fires, raised cards, its line in the audit log.
func (tx *Tx) Apply(r parenting.Rights, act parenting.Act) error {
	if !parenting.May(r, act) {
		return ErrDenied
	}
	if err := tx.apply(r, act); tx.err == nil {
		return err
	}
	return tx.err
}

func (tx *Tx) apply(r parenting.Rights, act parenting.Act) error {
	by := r.Account
	switch a := act.(type) {
	case parenting.Reply:
		return tx.reply(r, a)
	case parenting.Explain:
		return tx.explain(a)
	case parenting.CheckIn:
		return tx.checkIn(by, a)
	case parenting.CameAs:
		return tx.cameAs(a)
	case parenting.Tick:
		return tx.tick(by, a)
	case parenting.Correct:
		return tx.correct(by, a)
	case parenting.WrongCode:
		return tx.wrongCode(a)

	case parenting.Plan:
		return tx.plan(by, a)
	case parenting.ChangeSession:
		return tx.changeSession(by, a)
	case parenting.Announce:
		return tx.announce(by, a)
	case parenting.Cancel:
		return tx.cancel(by, a)
	case parenting.Close:
		return tx.closeSession(by, a)
	case parenting.Refresh:
		tx.raise("kind = ? AND subject = ? AND group_id = ?", a.Card, a.Session, a.Group)
		return nil

	case parenting.Enrol:
		return tx.enrol(a)
	case parenting.JoinFamily:
		return tx.joinFamily(a)
	case parenting.AddFamilies:
		return tx.addFamilies(by, a)
	case parenting.Describe:
		return tx.describe(by, a)
	case parenting.Address:
		return tx.address(by, a)
	case parenting.Agree:
		return tx.agree(by, a)
	case parenting.Merge:
		return tx.merge(by, a)
	case parenting.Leave:
		return tx.leave(by, a)

	case parenting.Found:
		return tx.found(by, a)
	case parenting.ChangeGroup:
		return tx.changeGroup(r, a)
	case parenting.RenewJoin:
		return tx.renewJoin(by, a)
	case parenting.LinkChat:
		return tx.linkChat(by, a)

	case parenting.Claim:
		return tx.claim(a)
	case parenting.Invite:
		return tx.invite(a)
	case parenting.Withdraw:
		return tx.withdraw(by, a)

	case parenting.SetProgramme:
		return tx.setProgramme(by, a)
	case parenting.Hold:
		return tx.hold(by, a)

	case parenting.CheckHelpline:
		return tx.checkHelpline(by, a)
	case parenting.SetContact:
		return tx.setContact(by, a)

	case parenting.Compose:
		return tx.compose(by, a)
	case parenting.Discard:
		return tx.discard(by, a)
	case parenting.Aim:
		return tx.aim(by, a)
	case parenting.SetSchedule:
		return tx.setSchedule(by, a)
	case parenting.Reopen:
		return tx.reopen(by, a)
	case parenting.AskAgain:
		return tx.askSecondAgain(by, a)
	case parenting.Revise:
		return tx.revise(by, a)
	case parenting.Approve:
		return tx.approve(r, a)
	case parenting.Refuse:
		return tx.refuse(r, a)
	case parenting.Start:
		return tx.start(a)
	case parenting.MarkSafety:
		return tx.markSafety(by, a)
	case parenting.Send:
		return tx.send(r, a)
	case parenting.Halt:
		return tx.halt(r, a)
	case parenting.GoOn:
		return tx.goOn(r, a)
	case parenting.Abort:
		return tx.abort(r, a)
	case parenting.Read:
		return tx.read(a)
	case parenting.Amend:
		return tx.amend(r, a)
	case parenting.Recall:
		return tx.callBack(r, a)
	case parenting.Resend:
		return tx.resend(r, a)
	case parenting.HandOver:
		return tx.handOver(r, a)
	case parenting.PassOn:
		return tx.passOn(a)
	case parenting.ReadLedger:
		return tx.readLedger(r, a)

	case parenting.AskHelp:
		return tx.askHelp(a)
	case parenting.AddWords:
		return tx.addWords(a)
	case parenting.Respond:
		return tx.respond(r, a)
	case parenting.Take:
		return tx.take(r, a)
	case parenting.Escalate:
		return tx.escalate(by, a)
	case parenting.Finish:
		return tx.finish(r, a)
	case parenting.Rate:
		return tx.rate(a)

	case parenting.HoldLesson:
		return tx.holdLesson(by, a)
	case parenting.GiveLesson:
		return tx.giveLesson(a)
	case parenting.SetPace:
		return tx.setPace(a)
	case parenting.PlanPractice:
		return tx.planPractice(a)
	case parenting.TellPractice:
		return tx.tellPractice(a)
	case parenting.ShareLesson:
		return tx.shareLesson(by, a)

	case parenting.Erase:
		return tx.erase(a)
	case parenting.Export:
		return tx.export(by, a)

	case parenting.Stop:
		return tx.stop(a)
	case parenting.Resume:
		return tx.resume(a)
	case parenting.SetLanguage:
		return tx.setLanguage(a)
	}
	return fmt.Errorf("the act %T is not applied anywhere", act)
}
