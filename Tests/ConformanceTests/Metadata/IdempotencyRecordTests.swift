import Metadata
import Testing

@Suite struct IdempotencyRecordTests {
    private func write(_ key: String, _ body: String = "f", at now: Int64 = 100) -> IdempotentWrite
    {
        IdempotentWrite(
            caller: "person 1", key: key, fingerprint: body, startedAt: now, expiresAt: now + 50)
    }

    @Test(arguments: MetadataDriver.installed)
    func `a key is taken once, and its answer is kept`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        var first = write("k")
        #expect(try await store.begin(first) == nil)
        #expect(try await store.begin(write("k", "other")) == first)
        first.answer = .init(
            status: 201, headers: ["ETag": "\"7\"", "Content-Type": "application/json"],
            body: [123, 0, 255])
        first.expiresAt = 1_000
        try await store.finish(first)
        #expect(try await store.begin(write("k", at: 900)) == first)
        // Another caller's keys are its own.
        var stranger = write("k")
        stranger.caller = "program 1"
        #expect(try await store.begin(stranger) == nil)
    }

    @Test(arguments: MetadataDriver.installed)
    func `what has expired or was forgotten is free`(driver: MetadataDriver) async throws {
        let store = try driver.open(MetadataPlace())
        let first = write("k")
        #expect(try await store.begin(first) == nil)
        #expect(try await store.begin(write("k", at: 149)) != nil)
        #expect(try await store.begin(write("k", at: 150)) == nil)
        try await store.forget(write("k", at: 150))
        #expect(try await store.begin(write("k", at: 151)) == nil)
        // An answer that is kept is not forgotten by a late failure.
        var done = write("k", at: 151)
        done.answer = .init(status: 200, headers: [:], body: [])
        try await store.finish(done)
        try await store.forget(done)
        #expect(try await store.begin(write("k", at: 160))?.answer?.status == 200)
    }

    @Test(arguments: MetadataDriver.installed)
    func `of many that ask at once, one gets the key`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { try await store.begin(write("k")) == nil }
            }
            var count = 0
            for try await won in group where won { count += 1 }
            return count
        }
        #expect(winners == 1)
    }
}
