package flows

import "asuhbersama/parenting"

// inGroup answers what happens in a group chat: no conversation, nothing personal, a way to the private chat. Whatever people say
// to each other there is none of our business.
func inGroup(f Facts, e Event, stack []State) Turn {
	switch {
	case e.Kind == Pressed:
		if _, _, ok := readCard(e); ok {
			return press(f, e, stack)
		}
		return Turn{Stack: stack, Toast: &Message{Key: "common.stale"}}
	case e.Kind == Added, e.Kind == Called && e.Command == "start" && f.GroupOfChat(e.Chat).ID == 0:
		return arrive(f, e, stack)
	case e.Kind == Begin:
		t := Turn{Stack: stack, Say: []Message{greeting(f, f.GroupOfChat(e.Chat))}}
		if e.Start.Flow == "grouplesson" {
			t.Say = groupLesson(f, argument(e.Start.Args["on"]))
		}
		if len(stack) > 0 {
			t.Then = &Event{Kind: Resume, Account: e.Account, Chat: parenting.ChatID(e.Account), At: e.At, Name: e.Name}
		}
		return t
	case e.Kind == Called:
		return private(e, stack)
	}
	return Turn{Stack: stack}
}

// private leads from a command in a group chat to the same command in the private chat.
func private(e Event, stack []State) Turn {
	t := Turn{Stack: stack}
	command := e.Command
	if command == "start" {
		command = "menu"
	}
	if flowOf(command) != "" {
		t.Say = []Message{{Key: "groupchat.private", Rows: [][]Button{{{Key: "groupchat.open", Start: Link(command)}}}}}
	}
	return t
}

// arrive links the chat that the bot has come into to the group of who brought it. Of several groups the facilitator chooses one,
// in the private chat. A chat that is linked stays so.
func arrive(f Facts, e Event, stack []State) Turn {
	t := Turn{Stack: stack}
	groups := f.Rights(e.Account).Groups()
	linked := f.GroupOfChat(e.Chat)
	switch {
	case linked.ID != 0:
		t.Say = []Message{greeting(f, linked)}
	case len(groups) == 0:
		t.Say = []Message{{Key: "groupchat.stranger"}}
	case len(groups) == 1 && f.Group(groups[0]).Chat == 0:
		t.Acts = []parenting.Act{parenting.LinkChat{Group: groups[0], Chat: e.Chat}}
		t.Say = []Message{greeting(f, f.Group(groups[0]))}
	default:
		t.Then = &Event{
			Kind: Begin, Account: e.Account, Chat: parenting.ChatID(e.Account), At: e.At, Name: e.Name,
			Start: Start{Flow: "linkchat", Args: Args{"chat": int64(-e.Chat)}},
		}
	}
	return t
}

// greeting is the first thing the bot says in a group chat: what it will do there, and how a family joins.
func greeting(f Facts, g parenting.Group) Message {
	return Message{
		Key: "groupchat.hello", Args: Args{"Salam": Word("salam." + string(g.Salam)), "Group": g.Name},
		Rows: [][]Button{{{Key: "groupchat.join", Start: Link(f.JoinLink(g.ID))}}},
	}
}

// LinkChat asks to which group a chat belongs that the bot was brought into.
func LinkChat(c *Chat) {
	chat := -parenting.ChatID(c.ID("chat"))
	if chat == 0 || c.GroupOfChat(chat).ID != 0 { // a forged button, or answered elsewhere
		c.Say("late")
		return
	}
	groups := c.Rights.Groups()
	id := parenting.ShortID(int64(groups[0]))
	if len(groups) > 1 {
		buttons := []Button{}
		for _, g := range groups {
			buttons = append(buttons, Button{Label: c.Group(g).Name, Choice: parenting.ShortID(int64(g))})
		}
		id = c.Pick("which", append(buttons, Button{Key: "linkchat.which.none", Choice: "none"}))
	}
	n, _ := parenting.ReadShortID(id)
	g := c.Group(parenting.GroupID(n))
	if id == "none" || g.Chat != 0 && c.Choose("move", []string{"no", "yes"}, "Group", g.Name) == "no" {
		c.Say("kept")
		return
	}
	c.Do(parenting.LinkChat{Group: g.ID, Chat: chat})
	c.Say("done", "Group", g.Name)
	c.turn.Then = &Event{Kind: Begin, Account: c.Event.Account, Chat: chat, At: c.Event.At, Name: c.Event.Name, Start: Start{Flow: "groupchat"}}
}

// leadsAny: a facilitator of any group.
func leadsAny(c *Chat) bool { return c.Rights.Has(parenting.Facilitator) }
