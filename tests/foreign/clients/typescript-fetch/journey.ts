// The journey of README.md with OpenAPI Generator's typescript-fetch client.

import assert from "node:assert/strict"
import * as mockmate from "./client"

const [api, name] = process.argv.slice(2)

class Person {
    readonly auth: mockmate.AuthApi
    readonly slots: mockmate.SlotsApi
    readonly match: mockmate.MatchApi
    readonly interview: mockmate.InterviewApi
    readonly feedback: mockmate.FeedbackApi

    constructor(readonly email: string, token: string) {
        const config = new mockmate.Configuration({ basePath: api, accessToken: token })
        this.auth = new mockmate.AuthApi(config)
        this.slots = new mockmate.SlotsApi(config)
        this.match = new mockmate.MatchApi(config)
        this.interview = new mockmate.InterviewApi(config)
        this.feedback = new mockmate.FeedbackApi(config)
    }

    static async register(who: string): Promise<Person> {
        const email = `${who}-${name}@example.com`
        return new Person(email, (await register(email, "correct horse battery")).accessToken)
    }

    practice(difficulty: "easy" | "medium"): Promise<mockmate.MatchState> {
        return this.match.pairWithPeer({ pairIn: { interviewType: "technical", difficulty, language: name } })
    }
}

function register(email: string, password: string): Promise<mockmate.SessionOut> {
    const auth = new mockmate.AuthApi(new mockmate.Configuration({ basePath: api }))
    return auth.registerAccount({ registerIn: { email, password } })
}

async function refused(answer: Promise<unknown>): Promise<mockmate.ProblemDocument> {
    const refusal = await answer.then(() => assert.fail("that was not refused"), (error: unknown) => error)
    assert.ok(refusal instanceof mockmate.ResponseError)
    return mockmate.ProblemDocumentFromJSON(await refusal.response.json())
}

async function main(): Promise<void> {
    const alice = await Person.register("alice")
    const bob = await Person.register("bob")

    const taken = await refused(register(alice.email, "correct horse battery"))
    assert.deepEqual([taken.status, taken.code], [409, "email_taken"])

    const invalid = await refused(register(`carol-${name}@example.com`, "password"))
    assert.deepEqual([invalid.status, invalid.errors?.map((each) => each.pointer)], [422, ["#/password"]])

    const ids = new Set<number>()
    let cursor: string | undefined
    for (let count = 0; count < 3; count++) {
        const page = await alice.slots.listSlots({ limit: 2, cursor })
        for (const slot of page.items) ids.add(slot.id)
        cursor = page.nextCursor ?? undefined
    }
    assert.equal(ids.size, 6)

    assert.equal((await alice.practice("easy")).status, "waiting")
    const match = await bob.practice("medium")
    assert.equal(match.status, "matched")

    const interviewId = match.interview!.id
    for (const person of [alice, bob]) {
        const live = await person.interview.startInterview({ startIn: { interviewId } })
        assert.equal(live.video.provider, "webrtc")
    }
    await alice.interview.endInterview({ interviewId })

    const ratings = { communication: 5, overall: 5, wouldPass: true, goodMatch: 5 }
    const words = { didWell: "Asked before coding.", toImprove: "Say what it costs." }
    for (const person of [alice, bob]) {
        await person.feedback.submitFeedback({ feedbackIn: { interviewId, ...ratings, ...words } })
    }
    const received = (await bob.feedback.listReceivedFeedback()).items
    assert.equal(received.length, 1)
    assert.deepEqual({ didWell: received[0].didWell, toImprove: received[0].toImprove }, words)
}

void main()
