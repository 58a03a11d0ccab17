// The journey of README.md with OpenAPI Generator's go client.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"

	mockmate "journey/client"
)

var api, name = os.Args[1], os.Args[2]

type person struct {
	*mockmate.APIClient
	email string
	ctx   context.Context
}

func register(email, password string) (*mockmate.APIClient, *mockmate.SessionOut, error) {
	config := mockmate.NewConfiguration()
	config.Servers[0].URL = api
	client := mockmate.NewAPIClient(config)
	body := mockmate.NewRegisterIn(email, password)
	session, _, err := client.AuthAPI.RegisterAccount(context.Background()).RegisterIn(*body).Execute()
	return client, session, err
}

func newcomer(who string) person {
	email := who + "-" + name + "@example.com"
	client, session, err := register(email, "correct horse battery")
	check(err == nil, err)
	ctx := context.WithValue(context.Background(), mockmate.ContextAccessToken, session.AccessToken)
	return person{client, email, ctx}
}

func (p person) practice(difficulty mockmate.DifficultyIn) *mockmate.MatchState {
	body := mockmate.NewPairIn()
	body.SetInterviewType(mockmate.INTERVIEWTYPE_TECHNICAL)
	body.SetDifficulty(difficulty)
	body.SetLanguage(name)
	return must(p.MatchAPI.PairWithPeer(p.ctx).PairIn(*body).Execute())
}

func must[T any](value T, _ *http.Response, err error) T {
	check(err == nil, err)
	return value
}

func check(holds bool, seen any) {
	if !holds {
		panic(fmt.Sprintf("%#v", seen))
	}
}

func problem(err error) mockmate.ProblemDocument {
	var refusal *mockmate.GenericOpenAPIError
	check(errors.As(err, &refusal), err)
	return refusal.Model().(mockmate.ProblemDocument)
}

func main() {
	alice, bob := newcomer("alice"), newcomer("bob")

	_, _, err := register(alice.email, "correct horse battery")
	taken := problem(err)
	check(taken.Status == 409 && taken.Code == mockmate.PROBLEMCODE_EMAIL_TAKEN, taken)

	_, _, err = register("carol-"+name+"@example.com", "password")
	invalid := problem(err)
	check(invalid.Status == 422 && len(invalid.Errors) == 1 && invalid.Errors[0].Pointer == "#/password", invalid)

	ids, cursor := map[int64]bool{}, ""
	for range 3 {
		request := alice.SlotsAPI.ListSlots(alice.ctx).Limit(2)
		if cursor != "" {
			request = request.Cursor(cursor)
		}
		page := must(request.Execute())
		for _, slot := range page.Items {
			ids[slot.Id] = true
		}
		cursor = page.GetNextCursor()
	}
	check(len(ids) == 6, ids)

	waiting := alice.practice(mockmate.DIFFICULTYIN_EASY)
	check(waiting.Status == mockmate.MATCHSTATUS_WAITING, waiting)
	matched := bob.practice(mockmate.DIFFICULTYIN_MEDIUM)
	check(matched.Status == mockmate.MATCHSTATUS_MATCHED, matched)

	interview := matched.Interview.Get().Id
	for _, p := range []person{alice, bob} {
		live := must(p.InterviewAPI.StartInterview(p.ctx).StartIn(*mockmate.NewStartIn(interview)).Execute())
		check(live.Video.Provider == mockmate.VIDEOPROVIDER_WEBRTC, live)
	}
	must(alice.InterviewAPI.EndInterview(alice.ctx, interview).Execute())

	for _, p := range []person{alice, bob} {
		body := mockmate.NewFeedbackIn(interview, "Asked before coding.", "Say what it costs.", 5)
		body.SetCommunication(5)
		body.SetOverall(5)
		body.SetWouldPass(true)
		must(p.FeedbackAPI.SubmitFeedback(p.ctx).FeedbackIn(*body).Execute())
	}
	received := must(bob.FeedbackAPI.ListReceivedFeedback(bob.ctx).Execute())
	check(len(received.Items) == 1, received)
	words := received.Items[0]
	check(words.DidWell == "Asked before coding." && words.ToImprove == "Say what it costs.", words)
}
