// The journey of README.md with OpenAPI Generator's kotlin client (jvm-okhttp4, moshi).

import java.util.UUID
import mockmate.apis.AuthApi
import mockmate.apis.FeedbackApi
import mockmate.apis.InterviewApi
import mockmate.apis.MatchApi
import mockmate.apis.SlotsApi
import mockmate.infrastructure.ClientError
import mockmate.infrastructure.ClientException
import mockmate.models.DifficultyIn
import mockmate.models.FeedbackIn
import mockmate.models.InterviewType
import mockmate.models.MatchStatus
import mockmate.models.PairIn
import mockmate.models.RegisterIn
import mockmate.models.StartIn
import mockmate.models.VideoProvider
import okhttp3.Interceptor
import okhttp3.OkHttpClient

class Person(val api: String, val name: String) {
    private val token = AuthApi(api).registerAccount(RegisterIn(address(), "correct horse battery")).accessToken
    // The client has one token for all; two people in one process bring their own.
    private val http = OkHttpClient.Builder().addInterceptor(Interceptor { chain ->
        chain.proceed(chain.request().newBuilder().header("Authorization", "Bearer $token").build())
    }).build()
    val slots = SlotsApi(api, http)
    val match = MatchApi(api, http)
    val interview = InterviewApi(api, http)
    val feedback = FeedbackApi(api, http)

    fun address() = "$name@example.com"
}

fun refused(call: () -> Unit): Pair<Int, String> {
    try {
        call()
    } catch (refusal: ClientException) {
        return refusal.statusCode to (refusal.response as ClientError<*>).body.toString()
    }
    error("that was not refused")
}

fun main(arguments: Array<String>) {
    val (api, name) = arguments
    val alice = Person(api, "alice-$name")
    val bob = Person(api, "bob-$name")

    val (taken, again) = refused { AuthApi(api).registerAccount(RegisterIn(alice.address(), "correct horse battery")) }
    check(taken == 409 && "email_taken" in again) { "$taken $again" }

    val (invalid, common) = refused { AuthApi(api).registerAccount(RegisterIn("carol-$name@example.com", "password")) }
    check(invalid == 422 && "#/password" in common) { "$invalid $common" }

    val ids = mutableSetOf<Long>()
    var cursor: String? = null
    repeat(3) {
        val page = alice.slots.listSlots(limit = 2, cursor = cursor)
        ids += page.items.map { it.id }
        cursor = page.nextCursor
    }
    check(ids.size == 6)

    fun practice(person: Person, difficulty: DifficultyIn) = person.match.pairWithPeer(
        PairIn(interviewType = InterviewType.technical, difficulty = difficulty, language = name),
    )
    check(practice(alice, DifficultyIn.easy).status == MatchStatus.waiting)
    val match = practice(bob, DifficultyIn.medium)
    check(match.status == MatchStatus.matched)

    val interviewId: UUID = match.interview!!.id
    for (person in listOf(alice, bob)) {
        check(person.interview.startInterview(StartIn(interviewId)).video.provider == VideoProvider.webrtc)
    }
    alice.interview.endInterview(interviewId)

    for (person in listOf(alice, bob)) {
        person.feedback.submitFeedback(
            FeedbackIn(
                interviewId = interviewId, communication = 5, overall = 5, wouldPass = true, goodMatch = 5,
                didWell = "Asked before coding.", toImprove = "Say what it costs.",
            ),
        )
    }
    val received = bob.feedback.listReceivedFeedback().items.single()
    check(received.didWell == "Asked before coding." && received.toImprove == "Say what it costs.")
}
