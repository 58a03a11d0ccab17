//! The journey of README.md with OpenAPI Generator's rust client (reqwest).

use std::collections::HashSet;
use std::fmt::Debug;

use mockmate::apis::configuration::Configuration;
use mockmate::apis::{Error, auth_api, feedback_api, interview_api, match_api, slots_api};
use mockmate::models::{
    DifficultyIn, FeedbackIn, InterviewType, MatchState, MatchStatus, PairIn, ProblemCode, ProblemDocument, RegisterIn,
    StartIn, VideoProvider,
};

struct Person {
    email: String,
    api: Configuration,
}

impl Person {
    async fn register(api: &str, email: String) -> Person {
        let mut api = Configuration { base_path: api.to_owned(), ..Configuration::new() };
        let body = RegisterIn::new(email.clone(), "correct horse battery".to_owned());
        api.bearer_access_token = Some(auth_api::register_account(&api, body).await.unwrap().access_token);
        Person { email, api }
    }

    async fn practice(&self, difficulty: DifficultyIn, language: &str) -> MatchState {
        let body = PairIn {
            interview_type: Some(Some(InterviewType::Technical)),
            difficulty: Some(Some(difficulty)),
            language: Some(Some(language.to_owned())),
            ..PairIn::new()
        };
        match_api::pair_with_peer(&self.api, body, None).await.unwrap()
    }
}

fn problem<T: Debug, E: Debug>(answer: Result<T, Error<E>>) -> ProblemDocument {
    match answer {
        Err(Error::ResponseError(refusal)) => serde_json::from_str(&refusal.content).unwrap(),
        other => panic!("that was not refused: {other:?}"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let (api, name) = (&arguments[1], &arguments[2]);
    let alice = Person::register(api, format!("alice-{name}@example.com")).await;
    let bob = Person::register(api, format!("bob-{name}@example.com")).await;

    let again = RegisterIn::new(alice.email.clone(), "correct horse battery".to_owned());
    let taken = problem(auth_api::register_account(&alice.api, again).await);
    assert_eq!((taken.status, taken.code), (409, ProblemCode::EmailTaken));

    let common = RegisterIn::new(format!("carol-{name}@example.com"), "password".to_owned());
    let invalid = problem(auth_api::register_account(&alice.api, common).await);
    let pointers: Vec<String> = invalid.errors.unwrap().into_iter().map(|each| each.pointer).collect();
    assert_eq!((invalid.status, pointers), (422, vec!["#/password".to_owned()]));

    let mut ids: HashSet<i64> = HashSet::new();
    let mut cursor: Option<String> = None;
    for _ in 0..3 {
        let after = cursor.as_deref();
        let page =
            slots_api::list_slots(&alice.api, Some(2), after, None, None, None, None, None, None, None, None, None);
        let page = page.await.unwrap();
        ids.extend(page.items.iter().map(|slot| slot.id));
        cursor = page.next_cursor;
    }
    assert_eq!(ids.len(), 6);

    let waiting = alice.practice(DifficultyIn::Easy, name).await;
    assert_eq!(waiting.status, MatchStatus::Waiting);
    let matched = bob.practice(DifficultyIn::Medium, name).await;
    assert_eq!(matched.status, MatchStatus::Matched);

    let id = matched.interview.unwrap().id;
    for person in [&alice, &bob] {
        let live = interview_api::start_interview(&person.api, StartIn::new(id), None).await.unwrap();
        assert_eq!(live.video.provider, VideoProvider::Webrtc);
    }
    interview_api::end_interview(&alice.api, &id.to_string(), None).await.unwrap();

    for person in [&alice, &bob] {
        let (well, improve) = ("Asked before coding.".to_owned(), "Say what it costs.".to_owned());
        let body = FeedbackIn {
            communication: Some(Some(5)),
            overall: Some(Some(5)),
            would_pass: Some(Some(true)),
            ..FeedbackIn::new(id, well, improve, 5)
        };
        feedback_api::submit_feedback(&person.api, body, None).await.unwrap();
    }
    let received = feedback_api::list_received_feedback(&bob.api, None, None).await.unwrap().items;
    assert_eq!(received.len(), 1);
    assert_eq!((&*received[0].did_well, &*received[0].to_improve), ("Asked before coding.", "Say what it costs."));
}
