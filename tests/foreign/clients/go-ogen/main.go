// The journey of README.md with ogen's client.
package main

import (
	"context"
	"fmt"
	"os"

	mockmate "journey/client"
)

var (
	api, name = os.Args[1], os.Args[2]
	ctx       = context.Background()
)

type person struct {
	*mockmate.Client
	email string
}

// token is what a person's client authenticates with.
type token struct{ access string }

func (t *token) Access(context.Context, mockmate.OperationName) (mockmate.Access, error) {
	return mockmate.Access{Token: t.access}, nil
}

func (t *token) Refresh(context.Context, mockmate.OperationName) (mockmate.Refresh, error) {
	return mockmate.Refresh{}, nil
}

func (t *token) Appeal(context.Context, mockmate.OperationName) (mockmate.Appeal, error) {
	return mockmate.Appeal{}, nil
}

func newcomer(who string) person {
	credentials := &token{}
	p := person{must(mockmate.NewClient(api, credentials)), who + "-" + name + "@example.com"}
	session := as[*mockmate.SessionOutHeaders](p.register(p.email, "correct horse battery"))
	credentials.access = session.Response.AccessToken
	return p
}

func (p person) register(email, password string) (mockmate.RegisterAccountRes, error) {
	return p.RegisterAccount(ctx, &mockmate.RegisterIn{Email: email, Password: password})
}

func (p person) practice(difficulty mockmate.DifficultyIn) (mockmate.PairWithPeerRes, error) {
	body := &mockmate.PairIn{
		InterviewType: mockmate.NewOptNilInterviewType(mockmate.InterviewTypeTechnical),
		Difficulty:    mockmate.NewOptNilDifficultyIn(difficulty),
		Language:      mockmate.NewOptNilString(name),
	}
	return p.PairWithPeer(ctx, body, mockmate.PairWithPeerParams{})
}

// as is the answer, which has to be of this type: ogen has one for each status.
func as[T any](answer any, err error) T {
	check(err == nil, err)
	value, fits := answer.(T)
	check(fits, answer)
	return value
}

func must[T any](value T, err error) T {
	check(err == nil, err)
	return value
}

func check(holds bool, seen any) {
	if !holds {
		panic(fmt.Sprintf("%#v", seen))
	}
}

func main() {
	alice, bob := newcomer("alice"), newcomer("bob")

	taken := as[*mockmate.ConflictHeaders](alice.register(alice.email, "correct horse battery")).Response
	check(taken.Code == mockmate.ProblemCodeEmailTaken, taken)

	invalid := as[*mockmate.InvalidHeaders](alice.register("carol-"+name+"@example.com", "password")).Response
	check(len(invalid.Errors) == 1 && invalid.Errors[0].Pointer == "#/password", invalid)

	ids := map[int64]bool{}
	params := mockmate.ListSlotsParams{Limit: mockmate.NewOptInt(2)}
	for range 3 {
		page := as[*mockmate.SlotPageHeaders](alice.ListSlots(ctx, params)).Response
		for _, slot := range page.Items {
			ids[slot.ID] = true
		}
		params.Cursor = mockmate.NewOptString(page.NextCursor.Value)
	}
	check(len(ids) == 6, ids)

	waiting := as[*mockmate.PairWithPeerAccepted](alice.practice(mockmate.DifficultyInEasy)).Response
	check(waiting.Status == mockmate.MatchStatusWaiting, waiting)
	matched := as[*mockmate.PairWithPeerOK](bob.practice(mockmate.DifficultyInMedium)).Response
	check(matched.Status == mockmate.MatchStatusMatched, matched)

	interview := matched.Interview.Value.ID
	for _, p := range []person{alice, bob} {
		body := &mockmate.StartIn{InterviewID: interview}
		answer, err := p.StartInterview(ctx, body, mockmate.StartInterviewParams{})
		live := as[*mockmate.LiveInterviewHeaders](answer, err).Response
		check(live.Video.Provider == mockmate.VideoProviderWebrtc, live)
	}
	ended, err := alice.EndInterview(ctx, mockmate.OptEndIn{}, mockmate.EndInterviewParams{InterviewID: interview})
	as[*mockmate.EndInterviewOKHeaders](ended, err)

	for _, p := range []person{alice, bob} {
		body := &mockmate.FeedbackIn{
			InterviewID: interview, GoodMatch: 5, WouldPass: mockmate.NewOptNilBool(true),
			Communication: mockmate.NewOptNilInt(5), Overall: mockmate.NewOptNilInt(5),
			DidWell: "Asked before coding.", ToImprove: "Say what it costs.",
		}
		given, err := p.SubmitFeedback(ctx, body, mockmate.SubmitFeedbackParams{})
		as[*mockmate.FeedbackOutHeaders](given, err)
	}
	answer, err := bob.ListReceivedFeedback(ctx, mockmate.ListReceivedFeedbackParams{})
	received := as[*mockmate.FeedbackPageHeaders](answer, err).Response
	check(len(received.Items) == 1, received)
	words := received.Items[0]
	check(words.DidWell == "Asked before coding." && words.ToImprove == "Say what it costs.", words)
}
