package store

import (
	"encoding/json"
	"slices"

	"asuhbersama/parenting"
)

// Delivery gives how a broadcast stands with a chat, the zero value if it is not for that.
func (tx *Tx) Delivery(id parenting.BroadcastID, chat parenting.ChatID) parenting.Delivery {
	return first(list(tx, readDelivery, "SELECT "+deliveryColumns+" FROM deliveries d WHERE d.broadcast_id = ? AND d.chat = ?", id, chat))
}

// Further notes messages of a delivery beside its first: of an album, and of its buttons.
func (tx *Tx) Further(id parenting.BroadcastID, chat parenting.ChatID, messages ...int) {
	if len(messages) == 0 {
		return
	}
	list, err := json.Marshal(messages)
	if err != nil {
		panic(err) // numbers only
	}
	tx.exec(`UPDATE deliveries SET more = (SELECT json_group_array(value) FROM (
			SELECT value FROM json_each(coalesce(more, '[]')) UNION ALL SELECT value FROM json_each(?)))
		WHERE broadcast_id = ? AND chat = ?`, string(list), id, chat)
}

// Messages lists the messages of a delivery: of an album all its parts, and its buttons last.
func (tx *Tx) Messages(id parenting.BroadcastID, chat parenting.ChatID) []int {
	return list(tx, func(scan scanner) (message int) { scan(&message); return message }, `
		SELECT message FROM deliveries WHERE broadcast_id = ?1 AND chat = ?2 AND message <> 0 UNION ALL
		SELECT m.value FROM deliveries d JOIN json_each(d.more) m WHERE d.broadcast_id = ?1 AND d.chat = ?2`, id, chat)
}

// read notes that an account has read what was sent to it. That proves of a parked delivery that it has arrived; one that was corrected or
// recalled since stays parked, as nobody looks for its message any more.
func (tx *Tx) read(a parenting.Read) error {
	arrived := tx.exec(`UPDATE deliveries SET state = 'sent', reason = '', message = ? WHERE broadcast_id = ? AND chat = ? AND state = 'parked' AND content = ?`,
		a.Message, a.Broadcast, a.Account, tx.broadcast(a.Broadcast).ContentVersion)
	tx.move(a.Broadcast, parenting.Parked, "", parenting.Sent, "", arrived)
	if tx.exec("UPDATE deliveries SET read = ? WHERE broadcast_id = ? AND chat = ? AND state IN ('sending', 'sent', 'parked') AND read = 0",
		unix(tx.now), a.Broadcast, a.Account) == 0 {
		return ErrStale
	}
	tx.exec("UPDATE broadcasts SET read = read + 1 WHERE id = ?", a.Broadcast)
	tx.heard(a.Broadcast)
	return nil
}

// heard lets the progress cards of a broadcast show what people have said of it.
func (tx *Tx) heard(id parenting.BroadcastID) {
	if !slices.Contains(tx.wasRead, id) {
		tx.wasRead = append(tx.wasRead, id)
	}
}
