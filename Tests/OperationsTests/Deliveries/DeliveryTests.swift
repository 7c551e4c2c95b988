import Bitmaps
import Definitions
import HTTPClients
import Jobs
import MarketingAdmin
import Metadata
import Operations
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct DeliveryTests {
    private func receiver(
        _ mishap: @escaping @Sendable (Int) -> MarketingAdmin.Mishap = { _ in .none },
        refuses: @escaping @Sendable (String) -> Bool = { _ in false }
    ) -> MarketingAdmin {
        MarketingAdmin(secret: DeliveryHome.secret, refuses: refuses, mishap: mishap)
    }

    @Test(arguments: [1, 2, 3])
    func `everybody arrives once, whatever goes wrong on the way`(seed: Int) async throws {
        let home = try await DeliveryHome(count: 1500)
        var sets = SeededSets(seed)
        let members = sets.members(of: 1500, percent: 60)
        try await home.publish(members)
        let delivery = try await home.delivery()
        let admin = receiver(MarketingAdmin.mishaps(seed: seed))
        var run: DeliveryRunRecord?
        // A run whose batch fails four times has failed; the next one says again what is not known.
        for _ in 0..<20 where run?.state != .done {
            run = try await home.deliver(delivery, with: AdminSender(admin))
        }
        #expect(run?.state == .done)
        let state = admin.now
        #expect(state.faults == [])
        #expect(state.audience == home.ids(members), "seed \(seed)")
        #expect(state.absorbed > 0 && state.requests > state.keys.count)
        // In one run no user arrives twice.
        for (run, rows) in state.rows { #expect(Set(rows).count == rows.count, "run \(run)") }
    }

    @Test(arguments: [4, 5])
    func `deltas of many days add up to who is in the segment`(seed: Int) async throws {
        let home = try await DeliveryHome(count: 600)
        var sets = SeededSets(seed)
        let delivery = try await home.delivery()
        let isDown = Mutex(false)
        let mishap = MarketingAdmin.mishaps(seed: seed)
        let admin = receiver { number in
            isDown.withLock { $0 }
                ? (number % 2 == 0 ? .answerIsLost : .status(503)) : mishap(number)
        }
        var members = sets.members(of: 600, percent: 50)
        for day in 0..<8 {
            members = members.symmetricDifference(sets.members(of: 600, percent: 15))
            try await home.publish(members)
            // On some days everything fails, though some of it has arrived.
            isDown.withLock { $0 = day % 3 == 1 }
            let run = try await home.deliver(delivery, with: AdminSender(admin))
            let isFailed = run?.state == .failed
            #expect(day % 3 == 1 ? isFailed : isFailed || run?.state == .done, "day \(day)")
        }
        isDown.withLock { $0 = false }
        var run: DeliveryRunRecord?
        for _ in 0..<20 where run?.state != .done {
            run = try await home.deliver(delivery, with: AdminSender(admin))
        }
        #expect(admin.now.audience == home.ids(members), "seed \(seed)")
        #expect(admin.now.faults == [])
        // Nothing is left to say.
        let last = try await home.deliver(delivery, with: AdminSender(receiver()))
        #expect(last?.state == .done && last?.rows == 0 && last?.batches == 0)
    }

    @Test func `a job that is interrupted anywhere goes on where it stopped`() async throws {
        let home = try await DeliveryHome(count: 500)
        let members = Bitmap(0..<500)
        try await home.publish(members)
        let delivery = try await home.delivery()
        let admin = receiver()
        var run: DeliveryRunRecord?
        for round in 0..<40 where run?.state != .done {
            // The process goes after one to three requests, before the answer or after it.
            let count = Mutex(0)
            let isAfter = round % 2 == 0
            let sender = AdminSender(admin) { request in
                let number = count.withLock { count -> Int in
                    count += 1
                    return count
                }
                guard number > round % 3 else { return }
                if isAfter {
                    _ = admin.take(
                        headers: { name in request.headers.first { $0.name == name }?.value },
                        body: request.body)
                }
                throw CancellationError()
            }
            run = try await home.deliver(delivery, with: sender, isLastAttempt: false)
            #expect(run?.state == .interrupted || run?.state == .done)
        }
        #expect(run?.state == .done)
        let state = admin.now
        #expect(state.faults == [] && state.audience == home.ids(members))
        #expect(state.keys.count == 10 && state.runs.count == 1)
        for rows in state.rows.values { #expect(rows == home.users.ids(members)) }
        // The last job has sent the rest of the run of another, then looked for what is new.
        let runs = try await home.users.store.deliveryRuns(of: delivery.id, before: nil, limit: 9)
        #expect(runs.map(\.rows) == [0, 500])
        let batches = try await home.users.store.batches(
            of: runs.last?.id ?? 0, from: 0, limit: 99)
        #expect(batches.map(\.number) == Array(0..<10))
        #expect(Set(batches.map(\.key)) == Set(state.keys.values))
    }

    @Test func `refused rows are told, and said again the next time`() async throws {
        let home = try await DeliveryHome(count: 120)
        try await home.publish(Bitmap(0..<120))
        let delivery = try await home.delivery()
        let admin = receiver(refuses: { $0.hasSuffix("7") })
        let first = try #require(
            try await home.deliver(delivery, with: AdminSender(admin)))
        #expect(first.state == .done && first.rejected == 12 && first.sent == 120)
        let errors = try await home.users.store.deliveryErrors(
            of: first.id, after: nil, limit: 99)
        #expect(errors.map(\.user) == (0..<12).map { home.users.ids[$0 * 10 + 7] })
        #expect(errors.allSatisfy { $0.code == "no_token" && $0.change == "entered" })
        #expect(errors.map(\.batch) == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2])
        let after = try await home.users.store.deliveryErrors(
            of: first.id, after: (errors[4].batch, errors[4].row), limit: 2)
        #expect(after == Array(errors[5..<7]))
        // Those who are gone need not be told of any more; the others are said again.
        try await home.publish(Bitmap(0..<60))
        let second = try #require(try await home.deliver(delivery, with: AdminSender(admin)))
        #expect(second.entered == 6 && second.left == 54)
        #expect(admin.now.audience == home.ids(Bitmap(0..<60)).filter { !$0.hasSuffix("7") })
    }

    @Test func `full deliveries replace the audience, an empty one too`() async throws {
        let home = try await DeliveryHome(count: 200)
        try await home.publish(Bitmap(0..<130))
        let delivery = try await home.delivery(["mode": "full"])
        let admin = receiver()
        let run = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(run?.entered == 130 && run?.left == 0 && run?.batches == 3)
        #expect(admin.now.audience == home.ids(Bitmap(0..<130)))
        try await home.publish(Bitmap(100..<200))
        _ = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(admin.now.audience == home.ids(Bitmap(100..<200)))
        try await home.publish(Bitmap())
        let empty = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(empty?.batches == 1 && admin.now.audience.isEmpty)
        // From full ones to deltas: what is there is known.
        try await home.publish(Bitmap(0..<9))
        _ = try await home.deliver(delivery, with: AdminSender(admin))
        let found = try await home.plain.findDelivery("\(delivery.id)")
        let changed = try await SaveDelivery(home.plain)(
            [
                "name": "now deltas", "segment": .string("\(delivery.segment)"),
                "destination": .string("\(delivery.destination)"), "mode": "delta",
            ], replacing: found)
        try await home.publish(Bitmap(5..<12))
        let delta = try await home.deliver(changed, with: AdminSender(admin))
        #expect(delta?.entered == 3 && delta?.left == 5)
        #expect(admin.now.audience == home.ids(Bitmap(5..<12)))
    }

    @Test func `a destination's wish to wait is granted`() async throws {
        let home = try await DeliveryHome(count: 10)
        try await home.publish(Bitmap(0..<10))
        let delivery = try await home.delivery()
        let admin = receiver { $0 == 1 ? .wait(seconds: 600) : .none }
        let run = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(run?.state == .done)
        #expect(home.clock.longestWait >= 600_000 && home.clock.longestWait < 700_000)
        let batches = try await home.users.store.batches(of: run?.id ?? 0, from: 0, limit: 9)
        #expect(batches.map(\.attempts) == [2])
    }

    @Test(arguments: [3601, Int.max])
    func `a destination's wish to wait longer than an hour is granted for an hour`(
        seconds: Int
    ) async throws {
        let home = try await DeliveryHome(count: 10)
        try await home.publish(Bitmap(0..<10))
        let delivery = try await home.delivery()
        let admin = receiver { $0 == 1 ? .wait(seconds: seconds) : .none }
        let run = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(run?.state == .done)
        #expect(home.clock.longestWait == 3_600_000)
    }

    @Test(arguments: [302, 400, 401, 404, 413, 422])
    func `what trying again cannot help ends the run, with what to do`(
        status: Int
    ) async throws {
        let home = try await DeliveryHome(count: 120)
        try await home.publish(Bitmap(0..<120))
        let delivery = try await home.delivery()
        let admin = receiver { $0 == 2 ? .status(status) : .none }
        let run = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(run?.state == .failed && run?.nextBatch == 1)
        #expect(run?.failure?.contains("\(status)") == true && run?.remedy?.isEmpty == false)
        #expect(admin.now.requests == 2)
        // The batch that was refused may have been taken: it is said again with the rest.
        let next = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(next?.state == .done && next?.entered == 70)
        #expect(admin.now.audience == home.ids(Bitmap(0..<120)))
    }

    @Test func `a failure that may pass leaves the run open until the last attempt`()
        async throws
    {
        let home = try await DeliveryHome(count: 10)
        try await home.publish(Bitmap(0..<10))
        let delivery = try await home.delivery()
        let admin = receiver { _ in .status(500) }
        let job = try await StartDelivery(home.space(AdminSender(admin)))(delivery)
        let first = try await home.perform(
            job, of: delivery, with: AdminSender(admin), isLastAttempt: false)
        #expect(first?.state == .interrupted && first?.failure?.contains("500") == true)
        #expect(admin.now.requests == 4)
        let last = try await home.perform(job, of: delivery, with: AdminSender(admin))
        #expect(last?.state == .failed && last?.id == first?.id)
        #expect(try await home.users.store.openDeliveryRun(of: delivery.id) == nil)
    }
}
