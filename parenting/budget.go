package parenting

import "time"

// The message budget: nobody gets more than so many unasked messages in so long. What was booked counts aside, meetings and safety
// notices too. It protects families; whoever holds a right anywhere is an officer, and is told what there is to tell.
const (
	MostUnasked = 3
	BudgetTime  = 7 * 24 * time.Hour
)
