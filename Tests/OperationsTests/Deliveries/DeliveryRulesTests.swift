import Bitmaps
import Definitions
import Foundation
import HTTPClients
import Jobs
import MarketingAdmin
import Metadata
import Operations
import Secrets
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct DeliveryRulesTests {
    private let admin = MarketingAdmin(secret: DeliveryHome.secret)

    @Test func `a share is held out, remembered, and told to leave where it grows`()
        async throws
    {
        let home = try await DeliveryHome(count: 2000)
        try await home.publish(Bitmap(0..<1000))
        let delivery = try await home.delivery(["holdout": ["share": .number(0.2), "salt": "s"]])
        let run = try #require(try await home.deliver(delivery, with: AdminSender(admin)))
        #expect((150...250).contains(run.heldOut) && run.entered + run.heldOut == 1000)
        let held = HeldOutUsers(home.plain)
        #expect(try held.count(of: delivery) == run.heldOut)
        let first = Set(home.users.ids[..<1000]).subtracting(admin.now.audience)
        for id in first.prefix(20) { #expect(try held.contains(id, of: delivery)) }
        #expect(try !held.contains(try #require(admin.now.audience.first), of: delivery))
        #expect(try !held.contains("nobody", of: delivery))

        // Others come and go: those who were held out stay so.
        try await home.publish(Bitmap(500..<2000))
        _ = try await home.deliver(delivery, with: AdminSender(admin))
        try await home.publish(Bitmap(0..<2000))
        _ = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(admin.now.audience.isDisjoint(with: first))
        let found = try await home.plain.findDelivery("\(delivery.id)")
        let more = try await SaveDelivery(home.plain)(
            [
                "name": "more", "segment": .string("\(delivery.segment)"),
                "destination": .string("\(delivery.destination)"),
                "holdout": ["share": .number(0.5)],
            ], replacing: found)
        #expect(more.holdoutSalt == "s")
        let grown = try #require(try await home.deliver(more, with: AdminSender(admin)))
        #expect(grown.entered == 0 && grown.left > 400)
        #expect(admin.now.audience.count + grown.heldOut == 2000)
        #expect(admin.now.audience.isDisjoint(with: first) && admin.now.faults == [])
        var ids: [UInt8] = []
        var stream = try await held.stream(of: more)
        while let bytes = stream.next() { ids += bytes }
        #expect(ids.count { $0 == UInt8(ascii: "\n") } == grown.heldOut)
    }

    @Test func `who is suppressed is not sent, and is told to leave`() async throws {
        let home = try await DeliveryHome(count: 100)
        try await home.publish(Bitmap(0..<100))
        let stop = try await home.users.segment("stop")
        try await home.users.snapshot(of: stop, [5, 50])
        let own = try await home.users.segment("own stop")
        try await home.users.snapshot(of: own, [6])
        let destination = try await home.destination(suppression: [.string("\(own.id)")])
        let delivery = try await home.delivery(to: destination)
        let first = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(first?.suppressed == 1 && first?.entered == 99)
        try await home.users.store.set(
            Suppression.setting, to: [.string("\(stop.id)")])
        let second = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(second?.suppressed == 3 && second?.entered == 0 && second?.left == 2)
        #expect(admin.now.audience.isDisjoint(with: ["u00005", "u00006", "u00050"]))
        // Where it is not known who is suppressed, nobody is sent.
        try await home.users.store.set(Suppression.setting, to: ["99"])
        try await home.publish(Bitmap(0..<50))
        let before = admin.now.requests
        let none = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(none?.state == .failed && admin.now.requests == before)
    }

    @Test func `a pause stops a run after its batch, and it goes on later`() async throws {
        let home = try await DeliveryHome(count: 500)
        try await home.publish(Bitmap(0..<500))
        let delivery = try await home.delivery()
        let count = Mutex(0)
        let sender = AdminSender(admin) { _ in
            let number = count.withLock { count -> Int in
                count += 1
                return count
            }
            if number == 3 { _ = try await SaveDelivery(home.plain).pause(delivery) }
        }
        let paused = try await home.deliver(delivery, with: sender)
        #expect(paused?.state == .paused && paused?.nextBatch == 3)
        let found = try await home.plain.findDelivery("\(delivery.id)")
        await #expect(throws: MetadataError.self) {
            try await StartDelivery(home.plain)(found)
        }
        let resumed = try await SaveDelivery(home.plain).resume(found)
        let jobs = try await home.users.store.jobs(states: [.waiting], limit: 9)
        let job = try #require(jobs.first { $0.kind == DeliverSegments.kind })
        let done = try await home.perform(job, of: resumed, with: sender)
        #expect(done?.state == .done && done?.id == paused?.id)
        #expect(admin.now.audience.count == 500 && admin.now.absorbed == 0)
        #expect(
            try await home.users.store.deliveryRuns(of: delivery.id, before: nil, limit: 9).count
                == 1)
    }

    @Test func `a dry run says what the next run sends, and sends nothing`() async throws {
        let home = try await DeliveryHome(count: 100)
        try await home.publish(Bitmap(0..<80))
        let delivery = try await home.delivery([
            "fields": [
                "member": "user", "do": ["change": ["entered": "ADD"]], "why": "segment_name",
                "n": ["value": 3],
            ], "holdout": ["share": .number(0.3)],
        ])
        let dry = try await DryRunDelivery(home.plain)(delivery, rows: 2)
        #expect(dry.members == 80 && dry.run.left == 0 && dry.rows.count == 2)
        let row = dry.rows[0]
        #expect(row["do"] == "ADD" && row["why"] == "Dormant" && row["n"] == 3)
        guard case .string(let member)? = row["member"] else {
            Issue.record("no member: \(row)")
            return
        }
        #expect(home.users.ids.contains(member))
        #expect(admin.now.requests == 0)
        #expect(
            try await home.users.store.deliveryRuns(of: delivery.id, before: nil, limit: 9).isEmpty)
        #expect(try HeldOutUsers(home.plain).count(of: delivery) == 0)
        let run = try await home.deliver(delivery, with: AdminSender(admin))
        #expect(run?.entered == dry.run.entered && run?.heldOut == dry.run.heldOut)
    }

    @Test(arguments: ["csv", "ndjson", "parquet"])
    func `files appear whole, with a manifest last`(format: String) async throws {
        let home = try await DeliveryHome(count: 300)
        try await home.publish(Bitmap(0..<200))
        let destination = try await home.destination(
            "folder", ["folder": "crm/winback", "format": .string(format)])
        let delivery = try await home.delivery(to: destination)
        _ = try await home.deliver(delivery, with: AdminSender(admin))
        try await home.publish(Bitmap(100..<300))
        let run = try #require(try await home.deliver(delivery, with: AdminSender(admin)))
        #expect(run.state == .done && run.entered == 100 && run.left == 100)
        let folder = home.users.folder.path + "/drops/crm/winback"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let stem = "delivery-\(delivery.id)-2026-11-24-run-\(run.id)"
        #expect(
            names.filter { $0.hasPrefix(stem) } == [
                "\(stem)-entered.\(format)", "\(stem)-left.\(format)", "\(stem).json",
            ])
        #expect(!names.contains { $0.hasPrefix(".") })
        let manifest = try JSONValue(
            parsing: String(contentsOfFile: "\(folder)/\(stem).json", encoding: .utf8))
        guard case .array(let files)? = manifest["files"] else {
            Issue.record("no files: \(manifest)")
            return
        }
        for file in files {
            guard case .string(let name)? = file["name"] else { continue }
            let bytes = Array(
                try #require(FileManager.default.contents(atPath: folder + "/" + name)))
            #expect(file["rows"] == 100 && file["bytes"] == .integer(Int64(bytes.count)))
            #expect(file["sha256"] == .string(Digest.sha256(bytes)))
            if format == "csv", name.contains("left") {
                #expect(
                    String(decoding: bytes, as: UTF8.self)
                        == "user\n" + home.users.ids[..<100].map { $0 + "\n" }.joined())
            }
        }
        #expect(try await TestDestination(home.plain)(destination).failure == nil)
    }

    @Test(arguments: [
        ("user", "user"), ("member, id", "\"member, id\""), ("the \"id\"", "\"the \"\"id\"\"\""),
    ])
    func `the title of a CSV file is in quotes where it needs them`(
        field: String, title: String
    ) async throws {
        let home = try await DeliveryHome(count: 3)
        try await home.publish(Bitmap(0..<3))
        let destination = try await home.destination(
            "folder", ["folder": "crm", "format": "csv"])
        let delivery = try await home.delivery(
            to: destination, ["fields": .object([.init(field, "user")])])
        let run = try #require(try await home.deliver(delivery, with: AdminSender(admin)))
        let path =
            home.users.folder.path
            + "/drops/crm/delivery-\(delivery.id)-2026-11-24-run-\(run.id)-entered.csv"
        let bytes = try #require(FileManager.default.contents(atPath: path))
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == title + "\n" + home.users.ids.map { $0 + "\n" }.joined())
    }

    @Test func `a segment that was never published is not sent`() async throws {
        let home = try await DeliveryHome(count: 10)
        let delivery = try await home.delivery()
        #expect(try await home.deliver(delivery, with: AdminSender(admin)) == nil)
        try await home.users.snapshot(of: home.segment, Bitmap(0..<10), publish: false)
        #expect(try await home.deliver(delivery, with: AdminSender(admin)) == nil)
        #expect(admin.now.requests == 0)
    }

    @Test func `a delivery stands in the way of archiving its segment, unless it is paused`()
        async throws
    {
        let home = try await DeliveryHome(count: 10)
        try await home.publish(Bitmap(0..<10))
        let delivery = try await home.delivery()
        _ = try await home.deliver(delivery, with: AdminSender(admin))
        let used = WhereUsed(records: home.users.store)
        let usage = try await used(home.segment.id)
        #expect(usage.deliveries.map(\.id) == [delivery.id])
        #expect(usage.uses.map(\.kind) == ["delivery"])
        #expect(usage.archiveRefusal?.contains(delivery.name) == true)
        _ = try await SaveDelivery(home.plain).pause(delivery)
        #expect(try await used(home.segment.id).archiveRefusal == nil)
    }

    @Test func `schedules of deliveries are planned beside those of segments`() async throws {
        let home = try await DeliveryHome(count: 10)
        let delivery = try await home.delivery(["schedule": ["daily": "07:00"]])
        func waiting() async throws -> [JobRecord] {
            try await home.users.store.jobs(states: [.waiting], limit: 9)
        }
        #expect(try await waiting().map(\.kind) == [DeliverSegments.kind])
        #expect(try await waiting().first?.dueAt == UsersHome.morning + 3_600_000)
        _ = try await SaveDelivery(home.plain).pause(delivery)
        #expect(try await waiting().isEmpty)
        let resumed = try await SaveDelivery(home.plain).resume(
            home.plain.findDelivery(delivery.name))
        #expect(try await waiting().count == 1)
        try await SaveDelivery(home.plain).remove(resumed)
        #expect(try await waiting().isEmpty)
    }
}
