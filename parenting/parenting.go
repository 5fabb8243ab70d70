// Package parenting holds the nouns of community parenting and their rules: who is who, who may do what, what is due and when.
//
// It does no I/O, reads no clock and knows neither Telegram nor SQL: everything it needs is handed in, everything it decides is
// returned. A change to the world is an [Act]; it is made by a flow, allowed by [May] and applied by the store. Begin with
// session.go: the meeting is the centre, and the other nouns stand around it.
package parenting

import "time"

// AccountID is a Telegram user id. It and the ids below are distinct types so that they cannot be swapped.
type AccountID int64

// ChatID is a Telegram chat id: a private chat has the id of its account, groups are negative.
type ChatID int64

// GroupID names a group. The ids of our own things are positive and derived from the conversation that made them, see [DeriveID].
type GroupID int64

// FamilyID names a family.
type FamilyID int64

// PersonID names a person.
type PersonID int64

// SessionID names a session.
type SessionID int64

// An Act is a change that a conversation has decided on and that counts once the conversation has ended. The set is closed: each
// act stands beside its noun, has a case in [May] and is applied in one place of the store.
type Act interface{ act() }

// An Account is a Telegram user as a way to reach people. It may carry several people, families and roles.
type Account struct {
	ID        AccountID
	Lang      string    // "id" or "en"
	Reachable bool      // false after Telegram told us that messages can no longer be delivered
	Stopped   bool      // asked to get no more messages of their own accord
	Seen      time.Time // the last thing we heard
}

// Theme is the letter of one of the fifteen themes of the programme's material, "A" to "O"; titles are words and live in locales.
type Theme string

// Themes lists the themes in the order of the material.
func Themes() []Theme {
	return []Theme{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O"}
}

// Band is an age band of children. We keep bands and never birth dates or names: data of children are specific data under
// UU 27/2022, and a grandmother may not be the legal guardian whose consent they would need.
type Band string

// Bands lists the age bands from the youngest; from 3 on they are those of PP 17/2025.
func Bands() []Band { return []Band{"0-2", "3-5", "6-9", "10-12", "13-15", "16-17"} }
