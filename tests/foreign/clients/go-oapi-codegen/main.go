// The journey of README.md with oapi-codegen's client.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	mockmate "journey/client"

	"github.com/oapi-codegen/runtime/types"
)

var (
	api, name = os.Args[1], os.Args[2]
	ctx       = context.Background()
)

type person struct {
	*mockmate.ClientWithResponses
	email types.Email
}

// newcomer is somebody whose requests have the token, once there is one.
func newcomer(who string) person {
	token := ""
	authorize := func(_ context.Context, request *http.Request) error {
		if token != "" {
			request.Header.Set("Authorization", "Bearer "+token)
		}
		return nil
	}
	client := must(mockmate.NewClientWithResponses(api, mockmate.WithRequestEditorFn(authorize)))
	p := person{client, types.Email(who + "-" + name + "@example.com")}
	session := p.register(p.email, "correct horse battery")
	check(session.JSON201 != nil, session.Body)
	token = session.JSON201.AccessToken
	return p
}

func (p person) register(email types.Email, password string) *mockmate.RegisterAccountResponse {
	return must(p.RegisterAccountWithResponse(ctx, mockmate.RegisterIn{Email: email, Password: password}))
}

func (p person) practice(difficulty mockmate.DifficultyIn) *mockmate.PairWithPeerResponse {
	technical := mockmate.InterviewTypeTechnical
	body := mockmate.PairIn{InterviewType: &technical, Difficulty: &difficulty, Language: &name}
	return must(p.PairWithPeerWithResponse(ctx, nil, body))
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func check(holds bool, body []byte) {
	if !holds {
		panic(fmt.Sprintf("unexpected answer: %s", body))
	}
}

func main() {
	alice, bob := newcomer("alice"), newcomer("bob")

	taken := alice.register(alice.email, "correct horse battery")
	conflict := taken.ApplicationproblemJSON409
	check(conflict != nil && conflict.Code == mockmate.ProblemCodeEmailTaken, taken.Body)

	common := alice.register(types.Email("carol-"+name+"@example.com"), "password")
	invalid := common.ApplicationproblemJSON422
	check(invalid != nil && len(*invalid.Errors) == 1 && (*invalid.Errors)[0].Pointer == "#/password", common.Body)

	ids, limit := map[int64]bool{}, 2
	var cursor *string
	for range 3 {
		page := must(alice.ListSlotsWithResponse(ctx, &mockmate.ListSlotsParams{Limit: &limit, Cursor: cursor}))
		check(page.JSON200 != nil, page.Body)
		for _, slot := range page.JSON200.Items {
			ids[slot.Id] = true
		}
		cursor = page.JSON200.NextCursor
	}
	check(len(ids) == 6, nil)

	first := alice.practice(mockmate.DifficultyInEasy)
	check(first.JSON202 != nil && first.JSON202.Status == mockmate.MatchStatusWaiting, first.Body)
	second := bob.practice(mockmate.DifficultyInMedium)
	check(second.JSON200 != nil && second.JSON200.Status == mockmate.MatchStatusMatched, second.Body)

	interview := second.JSON200.Interview.Id
	for _, p := range []person{alice, bob} {
		live := must(p.StartInterviewWithResponse(ctx, nil, mockmate.StartIn{InterviewId: interview}))
		check(live.JSON200 != nil && live.JSON200.Video.Provider == mockmate.Webrtc, live.Body)
	}
	ended := must(alice.EndInterviewWithResponse(ctx, interview, mockmate.EndIn{}))
	check(ended.JSON200 != nil, ended.Body)

	five, pass := 5, true
	for _, p := range []person{alice, bob} {
		body := mockmate.FeedbackIn{
			InterviewId: interview, Communication: &five, Overall: &five, WouldPass: &pass, GoodMatch: 5,
			DidWell: "Asked before coding.", ToImprove: "Say what it costs.",
		}
		given := must(p.SubmitFeedbackWithResponse(ctx, nil, body))
		check(given.JSON201 != nil, given.Body)
	}
	received := must(bob.ListReceivedFeedbackWithResponse(ctx, nil))
	check(received.JSON200 != nil && len(received.JSON200.Items) == 1, received.Body)
	words := received.JSON200.Items[0]
	check(words.DidWell == "Asked before coding." && words.ToImprove == "Say what it costs.", received.Body)
}
