// The journey of README.md with OpenAPI Generator's java client (native: java.net.http, Jackson).

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import mockmate.ApiClient;
import mockmate.ApiException;
import mockmate.api.AuthApi;
import mockmate.api.FeedbackApi;
import mockmate.api.InterviewApi;
import mockmate.api.MatchApi;
import mockmate.api.SlotsApi;
import mockmate.model.DifficultyIn;
import mockmate.model.FeedbackIn;
import mockmate.model.InterviewType;
import mockmate.model.MatchState;
import mockmate.model.MatchStatus;
import mockmate.model.PairIn;
import mockmate.model.ProblemCode;
import mockmate.model.ProblemDocument;
import mockmate.model.RegisterIn;
import mockmate.model.SessionOut;
import mockmate.model.StartIn;
import mockmate.model.VideoProvider;

public class Journey {
    record Person(String email, ApiClient client) {
        static Person register(String api, String email) throws ApiException {
            String token = Journey.register(api, email, "correct horse battery").getAccessToken();
            ApiClient client = new ApiClient();
            client.updateBaseUri(api);
            client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
            return new Person(email, client);
        }

        MatchState practice(DifficultyIn difficulty, String language) throws ApiException {
            PairIn body = new PairIn().interviewType(InterviewType.TECHNICAL).difficulty(difficulty).language(language);
            return new MatchApi(client).pairWithPeer(body, null);
        }
    }

    interface Call {
        void run() throws ApiException;
    }

    static SessionOut register(String api, String email, String password) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(api);
        return new AuthApi(client).registerAccount(new RegisterIn().email(email).password(password));
    }

    static ProblemDocument refused(Call call) throws JsonProcessingException {
        try {
            call.run();
        } catch (ApiException refusal) {
            return ApiClient.createDefaultObjectMapper().readValue(refusal.getResponseBody(), ProblemDocument.class);
        }
        throw new AssertionError("that was not refused");
    }

    static void check(boolean holds, Object seen) {
        if (!holds) throw new AssertionError(seen);
    }

    public static void main(String[] arguments) throws Exception {
        String api = arguments[0];
        String name = arguments[1];
        Person alice = Person.register(api, "alice-" + name + "@example.com");
        Person bob = Person.register(api, "bob-" + name + "@example.com");

        ProblemDocument taken = refused(() -> register(api, alice.email(), "correct horse battery"));
        check(taken.getStatus() == 409 && taken.getCode() == ProblemCode.EMAIL_TAKEN, taken);

        ProblemDocument invalid = refused(() -> register(api, "carol-" + name + "@example.com", "password"));
        check(invalid.getStatus() == 422 && invalid.getErrors().size() == 1, invalid);
        check(invalid.getErrors().get(0).getPointer().equals("#/password"), invalid);

        Set<Long> ids = new HashSet<>();
        String cursor = null;
        for (int count = 0; count < 3; count++) {
            var page = new SlotsApi(alice.client())
                .listSlots(2, cursor, null, null, null, null, null, null, null, null, null);
            page.getItems().forEach(slot -> ids.add(slot.getId()));
            cursor = page.getNextCursor();
        }
        check(ids.size() == 6, ids);

        MatchState waiting = alice.practice(DifficultyIn.EASY, name);
        check(waiting.getStatus() == MatchStatus.WAITING, waiting);
        MatchState matched = bob.practice(DifficultyIn.MEDIUM, name);
        check(matched.getStatus() == MatchStatus.MATCHED, matched);

        UUID interview = matched.getInterview().getId();
        for (Person person : List.of(alice, bob)) {
            var live = new InterviewApi(person.client()).startInterview(new StartIn().interviewId(interview), null);
            check(live.getVideo().getProvider() == VideoProvider.WEBRTC, live);
        }
        new InterviewApi(alice.client()).endInterview(interview, null);

        for (Person person : List.of(alice, bob)) {
            FeedbackIn body = new FeedbackIn().interviewId(interview).communication(5).overall(5).wouldPass(true);
            body.goodMatch(5).didWell("Asked before coding.").toImprove("Say what it costs.");
            new FeedbackApi(person.client()).submitFeedback(body, null);
        }
        var received = new FeedbackApi(bob.client()).listReceivedFeedback(null, null).getItems();
        check(received.size() == 1, received);
        check(received.get(0).getDidWell().equals("Asked before coding."), received);
        check(received.get(0).getToImprove().equals("Say what it costs."), received);
    }
}
