import Definitions
import Metadata
import Testing

/// What every metadata driver keeps of exports, destinations and deliveries.
@Suite struct DeliveryRecordTests {
    private struct Opened {
        let place = MetadataPlace()
        let store: any MetadataStore
        let segment: SegmentRecord
        let destination: DestinationRecord

        init(_ driver: MetadataDriver) async throws {
            store = try driver.open(place)
            segment = try await store.add("one")
            destination = try await store.create(
                DestinationRecord(
                    name: "push", kind: .http, options: ["url": "x"], suppression: ["1"]), at: 5)
        }

        func delivery(_ name: String = "daily") async throws -> DeliveryRecord {
            try await store.create(
                DeliveryRecord(
                    name: name, segment: segment.id, destination: destination.id,
                    schedule: ["daily": "07:00"], mode: .full, batchSize: 10,
                    fields: ["a": "user"], holdoutShare: 0.25, holdoutSalt: "s", owner: "ann"),
                at: 6)
        }

        func run(_ delivery: DeliveryRecord) -> DeliveryRunRecord {
            DeliveryRunRecord(
                delivery: delivery.id, job: 4, snapshot: 3, dataDate: "2026-11-24", mode: .delta,
                entered: 25, left: 4, heldOut: 2, suppressed: 1, batchSize: 10, startedBy: "kim",
                startedAt: 7)
        }
    }

    @Test(arguments: MetadataDriver.installed)
    func `rows of a day are counted up to a limit`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        #expect(try await store.takeExportRows(60, of: "a", on: "2026-11-24", limit: 100))
        #expect(try await !store.takeExportRows(41, of: "a", on: "2026-11-24", limit: 100))
        #expect(try await store.takeExportRows(40, of: "a", on: "2026-11-24", limit: 100))
        #expect(try await store.takeExportRows(41, of: "a", on: "2026-11-25", limit: 100))
        #expect(try await store.takeExportRows(41, of: "b", on: "2026-11-24", limit: 100))
        try await store.giveExportRowsBack(30, of: "a", on: "2026-11-24")
        #expect(try await store.exportRows(of: "a", on: "2026-11-24") == 70)
        try await store.giveExportRowsBack(300, of: "a", on: "2026-11-24")
        #expect(try await store.exportRows(of: "a", on: "2026-11-24") == 0)
        #expect(
            try await driver.open(place).exportRows(of: "nobody", on: "2026-11-24") == 0)
    }

    @Test(arguments: MetadataDriver.installed)
    func `destinations are kept, changed from their revision, and removed`(
        driver: MetadataDriver
    ) async throws {
        let opened = try await Opened(driver)
        let store = opened.store
        var changed = opened.destination
        #expect(changed.revision == 1 && changed.createdAt == 5)
        #expect(try await driver.open(opened.place).destination(changed.id) == changed)
        changed.name = "mail"
        changed.suppression = nil
        let saved = try await store.update(changed, at: 9)
        #expect(saved.revision == 2 && saved.changedAt == 9 && saved.suppression == nil)
        #expect(await code { _ = try await store.update(changed, at: 9) } == .conflict)
        #expect(
            await code {
                _ = try await store.create(
                    DestinationRecord(name: "mail", kind: .folder, options: [:]), at: 1)
            } == .taken)
        let other = try await store.create(
            DestinationRecord(name: "a folder", kind: .folder, options: [:]), at: 1)
        #expect(try await store.destinations().map(\.name) == ["a folder", "mail"])
        _ = try await opened.delivery()
        #expect(await code { try await store.removeDestination(saved.id) } == .inUse)
        try await store.removeDestination(other.id)
        #expect(await code { try await store.removeDestination(other.id) } == .notFound)
    }

    @Test(arguments: MetadataDriver.installed)
    func `deliveries are kept, changed, paused and removed with their runs`(
        driver: MetadataDriver
    ) async throws {
        let opened = try await Opened(driver)
        let store = opened.store
        let first = try await opened.delivery()
        #expect(try await driver.open(opened.place).delivery(first.id) == first)
        #expect(first.holdoutShare == 0.25 && first.schedule == ["daily": "07:00"])
        #expect(await code { _ = try await opened.delivery() } == .taken)
        var changed = first
        changed.name = "weekly"
        changed.schedule = nil
        changed = try await store.update(changed, at: 8)
        #expect(changed.revision == 2)
        #expect(await code { _ = try await store.update(first, at: 8) } == .conflict)
        changed.segment = 99
        #expect(await code { _ = try await store.update(changed, at: 8) } == .notFound)
        let paused = try await store.setPaused(true, of: first.id, at: 9)
        #expect(paused.isPaused && paused.revision == 3)
        #expect(try await store.setPaused(true, of: first.id, at: 10).revision == 3)
        #expect(try await store.deliveries(of: opened.segment.id).map(\.name) == ["weekly"])
        #expect(try await store.deliveries(of: 99).isEmpty)
        let run = try await store.addDeliveryRun(opened.run(first))
        try await store.removeDelivery(first.id)
        #expect(try await store.deliveryRun(run.id) == nil)
        #expect(await code { try await store.removeDelivery(first.id) } == .notFound)
        #expect(await code { _ = try await store.addDeliveryRun(opened.run(first)) } == .notFound)
        // Ids are never used again.
        #expect(try await opened.delivery().id > first.id)
    }

    @Test(arguments: MetadataDriver.installed)
    func `a delivery has one run that goes on, and its batches come one after another`(
        driver: MetadataDriver
    ) async throws {
        let opened = try await Opened(driver)
        let store = opened.store
        let delivery = try await opened.delivery()
        var run = try await store.addDeliveryRun(opened.run(delivery))
        #expect(run.batches == 3 && run.rows == 29)
        #expect(
            await code { _ = try await store.addDeliveryRun(opened.run(delivery)) } == .conflict)
        func batch(_ number: Int) -> DeliveryBatchRecord {
            DeliveryBatchRecord(
                run: run.id, number: number, rows: 10, attempts: 2, status: 200,
                rejected: number == 1 ? 2 : 0, key: "k\(number)", endedAt: 20)
        }
        func error(_ row: Int) -> DeliveryErrorRecord {
            DeliveryErrorRecord(
                run: run.id, batch: 1, row: row, user: "u\(row)", change: "entered", code: "c",
                message: "m")
        }
        try await store.record(batch(0), errors: [])
        #expect(await code { try await store.record(batch(0), errors: []) } == .conflict)
        #expect(await code { try await store.record(batch(2), errors: []) } == .conflict)
        try await store.record(batch(1), errors: [error(3), error(9)])
        let found = try #require(try await store.openDeliveryRun(of: delivery.id))
        #expect(found.nextBatch == 2 && found.rejected == 2 && found.sent == 20)
        #expect(try await store.batches(of: run.id, from: 1, limit: 9) == [batch(1)])
        #expect(
            try await store.deliveryErrors(of: run.id, after: nil, limit: 1) == [error(3)])
        #expect(
            try await store.deliveryErrors(of: run.id, after: (1, 3), limit: 9) == [error(9)])
        run = found
        run.state = .failed
        (run.failure, run.remedy, run.endedAt) = ("why", "what", 30)
        try await store.finish(run, isDelivered: true)
        #expect(try await driver.open(opened.place).deliveryRun(run.id) == run)
        #expect(try await store.delivery(delivery.id)?.deliveredRun == run.id)
        #expect(try await store.openDeliveryRun(of: delivery.id) == nil)
        #expect(await code { try await store.record(batch(2), errors: []) } == .conflict)
        let next = try await store.addDeliveryRun(opened.run(delivery))
        #expect(
            try await store.deliveryRuns(of: delivery.id, before: nil, limit: 9).map(\.id)
                == [next.id, run.id])
        #expect(
            try await store.deliveryRuns(of: delivery.id, before: next.id, limit: 9).map(\.id)
                == [run.id])
    }
}
