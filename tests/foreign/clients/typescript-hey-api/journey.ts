// The journey of README.md with Hey API's client.

import assert from "node:assert/strict"
import * as mockmate from "./client"
import { createClient } from "./client/client"

const [api, name] = process.argv.slice(2)
const anybody = createClient({ baseUrl: api })

class Person {
    private constructor(readonly email: string, private readonly client: typeof anybody) {}

    static async register(who: string): Promise<Person> {
        const email = `${who}-${name}@example.com`
        const { data } = await register(email, "correct horse battery")
        return new Person(email, createClient({ baseUrl: api, auth: data?.access_token, throwOnError: true }))
    }

    listSlots(cursor: string | undefined) {
        return mockmate.listSlots({ client: this.client, query: { limit: 2, cursor }, throwOnError: true })
    }

    practice(difficulty: mockmate.DifficultyIn) {
        const body = { interview_type: "technical", difficulty, language: name } as const
        return mockmate.pairWithPeer({ client: this.client, body, throwOnError: true })
    }

    start(interview_id: string) {
        return mockmate.startInterview({ client: this.client, body: { interview_id }, throwOnError: true })
    }

    end(interview_id: string) {
        return mockmate.endInterview({ client: this.client, path: { interview_id }, throwOnError: true })
    }

    submit(body: mockmate.FeedbackIn) {
        return mockmate.submitFeedback({ client: this.client, body, throwOnError: true })
    }

    listFeedback() {
        return mockmate.listReceivedFeedback({ client: this.client, throwOnError: true })
    }
}

function register(email: string, password: string) {
    return mockmate.registerAccount({ client: anybody, body: { email, password } })
}

async function main(): Promise<void> {
    const alice = await Person.register("alice")
    const bob = await Person.register("bob")

    const { error: taken } = await register(alice.email, "correct horse battery")
    assert.deepEqual([taken?.status, taken?.code], [409, "email_taken"])

    const { error: invalid } = await register(`carol-${name}@example.com`, "password")
    assert.deepEqual([invalid?.status, invalid?.errors?.map((each) => each.pointer)], [422, ["#/password"]])

    const ids = new Set<number>()
    let cursor: string | undefined
    for (let count = 0; count < 3; count++) {
        const { data: page } = await alice.listSlots(cursor)
        for (const slot of page.items) ids.add(slot.id)
        cursor = page.next_cursor ?? undefined
    }
    assert.equal(ids.size, 6)

    assert.equal((await alice.practice("easy")).data.status, "waiting")
    const { data: match } = await bob.practice("medium")
    assert.equal(match.status, "matched")

    const interview_id = match.interview!.id
    for (const person of [alice, bob]) {
        assert.equal((await person.start(interview_id)).data.video.provider, "webrtc")
    }
    await alice.end(interview_id)

    const ratings = { communication: 5, overall: 5, would_pass: true, good_match: 5 }
    const words = { did_well: "Asked before coding.", to_improve: "Say what it costs." }
    for (const person of [alice, bob]) await person.submit({ interview_id, ...ratings, ...words })
    const received = (await bob.listFeedback()).data.items
    assert.equal(received.length, 1)
    assert.deepEqual({ did_well: received[0].did_well, to_improve: received[0].to_improve }, words)
}

void main()
