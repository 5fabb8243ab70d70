package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"asuhbersama/parenting"
)

const deliveryColumns = "d.chat, d.state, d.reason, d.content, d.at, d.read"

func readDelivery(scan scanner) (d parenting.Delivery) {
	scan(&d.Chat, &d.State, &d.Reason, &d.Content, when{&d.At}, when{&d.Read})
	return d
}

// Missed lists who did not get a broadcast, by state and reason: n of them after the first few.
func (tx *Tx) Missed(id parenting.BroadcastID, skip, n int) []parenting.Delivery {
	return list(tx, readDelivery, "SELECT "+deliveryColumns+` FROM deliveries d INDEXED BY deliveries_missed
		WHERE broadcast_id = ? AND state IN ('failed', 'parked', 'skipped') ORDER BY state, reason, chat LIMIT ? OFFSET ?`, id, n, skip)
}

// Find lists the recipients of a broadcast whose name, or that under which they hold a right, has a text in it: at most so many of the
// first few hundred that are found, the shortest names first. It is false while that is not known, see [Tx.Unanswered].
func (tx *Tx) Find(id parenting.BroadcastID, name string, n int) ([]parenting.Delivery, bool) {
	few := tx.Broadcast(id).Total <= tx.store.atOnce
	return answered(tx, Question{"find", id, name}, few, func(ask asking) (found []parenting.Delivery, sure bool) {
		ask("SELECT "+deliveryColumns+` FROM (SELECT * FROM (
				SELECT d.chat, p.name FROM deliveries d CROSS JOIN people p ON p.account_id = d.chat
				WHERE d.broadcast_id = ?1 AND instr(lower(p.name), lower(?2))
				UNION ALL SELECT d.chat, g.name FROM deliveries d CROSS JOIN grants g ON g.account_id = d.chat
				WHERE d.broadcast_id = ?1 AND instr(lower(g.name), lower(?2))) LIMIT 500) p
			CROSS JOIN deliveries d ON d.broadcast_id = ?1 AND d.chat = p.chat
			GROUP BY d.chat ORDER BY min(length(p.name)), d.chat LIMIT ?3`, []any{id, name, n}, func(scan scanner) {
			found = append(found, readDelivery(scan))
		})
		return found, true
	})
}

// A LedgerRow is a line of a ledger to take away. What is not known is empty: whoever has left, and of who leads a group the family.
type LedgerRow struct {
	parenting.Delivery
	Person parenting.Person // whoever joined first with the account, or of the family
	Group  parenting.Group

	Without bool   // a family without Telegram, to which somebody has to pass it on
	Leader  string // the facilitator who was told so at At, "" if none was
	Passed  bool   // a facilitator has said that it was done; at At, of a family without Telegram
}

// Ledger reads all of the ledger of a broadcast, by group and name, and behind it the families without Telegram that it is for; on a
// connection of its own, so that the writer goes on meanwhile.
func (s *Store) Ledger(ctx context.Context, b parenting.Broadcast, row func(LedgerRow) error) error {
	const who = ", coalesce(p.form, ''), coalesce(p.name, ''), coalesce(g.id, 0), coalesce(g.name, ''), coalesce(g.province, ''), coalesce(g.regency, ''), coalesce(g.village, '')"
	err := reading(ctx, s.path, func(conn *sql.Conn) error {
		read := func(query string, scan func(r *LedgerRow) []any) (err error) {
			rows, err := conn.QueryContext(ctx, query, b.ID, since(s.now()))
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, rows.Err(), rows.Close()) }()
			for rows.Next() {
				var r LedgerRow
				p, g := &r.Person, &r.Group
				if err := rows.Scan(append(scan(&r), &p.Form, &p.Name, &g.ID, &g.Name, &g.Province, &g.Regency, &g.Village)...); err != nil {
					return err
				}
				if err := row(r); err != nil {
					return err
				}
			}
			return nil
		}
		const version = "(SELECT content_version FROM broadcasts WHERE id = ?1)"
		err := read("SELECT "+deliveryColumns+", s.at IS NOT NULL"+who+`
			FROM deliveries d LEFT JOIN people p ON p.id = (SELECT id FROM people WHERE account_id = d.chat ORDER BY joined_ms, id LIMIT 1)
			LEFT JOIN groups g ON g.id = p.group_id OR g.chat = d.chat LEFT JOIN families f ON f.group_id = p.group_id AND f.id = p.family_id
			LEFT JOIN passed s ON s.broadcast_id = ?1 AND s.group_id = f.group_id AND s.handed AND s.content = `+version+` AND `+hands+` AND `+nobodyGot+`
			WHERE d.broadcast_id = ?1 AND ?2 ORDER BY g.name IS NULL, g.name, g.id, p.name, d.chat`,
			func(r *LedgerRow) []any {
				return []any{&r.Chat, &r.State, &r.Reason, &r.Content, when{&r.At}, when{&r.Read}, &r.Passed}
			})
		if err != nil || !b.Audience.For(parenting.ToFamilies) {
			return err
		}
		return read("SELECT coalesce(r.name, ''), coalesce(s.at, max(t.done), 0), s.at IS NOT NULL"+who+" FROM (SELECT "+firstOfFamily+" AS person FROM "+untold(b.Audience, false)+`) u
			JOIN people p ON p.id = u.person JOIN groups g ON g.id = p.group_id
			LEFT JOIN (grants r JOIN fires t ON t.subject = ?1 AND t.reader = r.account_id AND t.kind = 'untold' AND t.outcome = 'sent')
				ON r.group_id = g.id AND r.role = 'facilitator'
			LEFT JOIN passed s ON s.broadcast_id = ?1 AND s.group_id = g.id AND NOT s.handed AND s.content = `+version+`
			GROUP BY p.id ORDER BY g.name, g.id, p.name, p.id`,
			func(r *LedgerRow) []any {
				r.Without = true
				return []any{&r.Leader, when{&r.At}, &r.Passed}
			})
	})
	if err != nil {
		return fmt.Errorf("read a ledger: %w", err)
	}
	return nil
}
