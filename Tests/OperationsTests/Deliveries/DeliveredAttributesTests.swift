import Attributes
import Bitmaps
import Columns
import Definitions
import EventStore
import Foundation
import HTTPClients
import Jobs
import MarketingAdmin
import Metadata
import Operations
import Synchronization
import Testing

/// Rows of deliveries that hold attributes of their users.
@Suite(.timeLimit(.minutes(10))) struct DeliveredAttributesTests {
    private static let fields: JSONValue = [
        "fields": [
            "user": "user", "change": "change", "level": ["attribute": "grade"],
            "phone": ["attribute": "people.phone"], "joined": ["attribute": "joined"],
        ]
    ]

    /// What was sent, request by request.
    private final class Sent: Sendable {
        private let requests = Mutex<[OutgoingRequest]>([])
        let isDown = Mutex(false)

        var all: [OutgoingRequest] { requests.withLock(\.self) }

        func rows(_ request: Int) throws -> JSONValue? {
            try JSONValue(parsing: String(decoding: all[request].body, as: UTF8.self))["rows"]
        }

        var sender: AdminSender {
            let admin = MarketingAdmin(
                secret: DeliveryHome.secret,
                mishap: { [self] _ in isDown.withLock { $0 } ? .status(503) : .none })
            return AdminSender(admin) { [self] request in
                requests.withLock { $0.append(request) }
            }
        }
    }

    /// Users 0 and 1 have attributes, the others none; phones are personal data.
    private func fill(_ home: DeliveryHome, grade: String = "gold") async throws {
        let ingest = try TableIngest(
            home: home.users.folder.path, table: "people",
            attributes: [.init("grade", .text), .init("phone", .text), .init("joined", .time)])
        try ingest.append(
            TableBatch(
                users: TextBlock(texts: ["u00000", "u00001"]),
                values: [
                    .text(TextBlock(texts: [grade, nil])),
                    .text(TextBlock(texts: ["010-1", "010-2"])), .time([0, 86_400_000]),
                ]))
        _ = try ingest.commit()
        let table = CatalogueTable(
            name: "people", source: .attributes("people"), userKey: "cxm_user",
            fields: [
                CatalogueField(name: "grade", type: .text),
                CatalogueField(name: "phone", type: .text, personalData: .direct),
                CatalogueField(name: "joined", type: .time),
            ])
        try await home.users.store.save(table, expecting: nil, at: 1)
        try await home.publish(Bitmap(0..<3))
    }

    private func user(_ name: String, _ role: Role, _ home: DeliveryHome) async throws -> UserRecord
    {
        try await home.users.store.add(UserRecord(name: name, role: role, createdAt: 1))
    }

    @Test func `rows hold what is known of their users, personal data as the owner may see them`()
        async throws
    {
        let home = try await DeliveryHome(count: 10)
        try await fill(home)
        let delivery = try await home.delivery(to: nil, Self.fields.with([.init("mode", "full")]))
        let sent = Sent()
        // The owner is nobody who could sign in.
        #expect(try await home.deliver(delivery, with: sent.sender)?.state == .done)
        let first = try #require(try sent.rows(0))
        guard case .array(let rows) = first else { return }
        #expect(
            rows[0] == [
                "user": "u00000", "change": "member", "level": "gold", "phone": .null,
                "joined": "1970-01-01T09:00:00.000+09:00",
            ], "\(rows[0].rendered())")
        #expect(rows[1]["level"] == .null && rows[1]["phone"] == .null)
        #expect(rows[2]["level"] == .null && rows[2]["joined"] == .null)
        var kim = try await user("kim", .analyst, home)
        try await home.deliver(delivery, with: sent.sender)
        #expect(try sent.rows(1).map { "\($0)" }?.contains("010-2") == true)
        kim.isDisabled = true
        try await home.users.store.update(kim)
        try await home.deliver(delivery, with: sent.sender)
        #expect(try sent.rows(2).map { "\($0)" }?.contains("010") == false)
    }

    @Test func `a batch that was sent before is sent again as it was`() async throws {
        let home = try await DeliveryHome(count: 10)
        try await fill(home)
        let delivery = try await home.delivery(to: nil, Self.fields.with([.init("batch_size", 2)]))
        let sent = Sent()
        sent.isDown.withLock { $0 = true }
        let stopped = try await home.deliver(delivery, with: sent.sender, isLastAttempt: false)
        #expect(stopped?.state == .interrupted)
        let before = try #require(sent.all.last)
        try await fill(home, grade: "black")
        sent.isDown.withLock { $0 = false }
        #expect(try await home.deliver(delivery, with: sent.sender)?.state == .done)
        let again = sent.all[sent.all.count - 2]
        #expect(again.body == before.body)
        func key(_ request: OutgoingRequest) -> String? {
            request.headers.first { $0.name == "Idempotency-Key" }?.value
        }
        #expect(key(again) == key(before))
        let left = try FileManager.default.contentsOfDirectory(
            atPath: home.users.folder.path + "/deliveries/\(delivery.id)")
        #expect(!left.contains { $0.contains("batch") }, "\(left)")
    }

    @Test func `a dry run shows personal data to those who may see them, where they would be sent`()
        async throws
    {
        let home = try await DeliveryHome(count: 10)
        try await fill(home)
        _ = try await user("kim", .admin, home)
        _ = try await user("mia", .marketer, home)
        let delivery = try await home.delivery(to: nil, Self.fields)
        for (person, isShown) in [("kim", true), ("mia", false), ("nobody", false)] {
            let space = DeliverySpace(segments: home.users.space(person))
            let rows = try await DryRunDelivery(space)(delivery).rows
            #expect("\(rows)".contains("010-1") == isShown, "\(person)")
            #expect("\(rows)".contains("gold"), "\(person)")
        }
    }

    @Test func `where personal data go is changed only by those who may see them`() async throws {
        let home = try await DeliveryHome(count: 10)
        try await fill(home)
        _ = try await user("kim", .analyst, home)
        _ = try await user("mia", .marketer, home)
        let target = try await home.destination()
        let delivery = try await home.delivery(to: target, Self.fields)
        let mia = DeliverySpace(segments: home.users.space("mia"))
        var wanted = delivery.json
        if case .object(let members) = wanted {
            let kept = ["name", "segment", "destination", "mode"]
            wanted = .object(members.filter { kept.contains($0.name) })
        }
        await #expect(throws: DefinitionError.self) {
            _ = try await SaveDelivery(mia)(wanted, replacing: delivery)
        }
        let moved: JSONValue = [
            "name": "elsewhere", "kind": "http", "options": ["url": "http://127.0.0.1:9/mine"],
        ]
        await #expect(throws: OperationError.self) {
            _ = try await SaveDestination(mia)(moved, replacing: target)
        }
        _ = try await SaveDestination(home.plain)(moved, replacing: target)
        _ = try await SaveDelivery(home.plain)(wanted, replacing: delivery)
        // Nothing personal is left, and it is everybody's again.
        let now = try #require(try await home.users.store.destination(target.id))
        _ = try await SaveDestination(mia)(moved, replacing: now)
    }

    @Test(arguments: [
        (#"{"user":"user","a":{"attribute":"grad"}}"#, "/fields/a/attribute"),
        (#"{"user":"user","a":{"attribute":1}}"#, "/fields/a/attribute"),
        (#"{"user":"user","a":{"attribute":"grade","value":1}}"#, "/fields/a"),
        (#"{"user":"user","a":{}}"#, "/fields/a"),
        (#"{"user":"user","a":{"attribut":"grade"}}"#, "/fields/a/attribut"),
        (#"{"a":{"attribute":"grade"}}"#, "/fields"),
    ])
    func `a field that cannot be is refused at its place`(
        fields: String, pointer: String
    ) async throws {
        let home = try await DeliveryHome(count: 3)
        try await fill(home)
        do {
            _ = try await home.delivery(to: nil, ["fields": JSONValue(parsing: fields)])
            Issue.record("it was taken")
        } catch let error as DefinitionError {
            #expect(error.pointer == pointer, "\(error)")
        }
    }

    @Test func `files hold users alone, and an attribute that is gone fails the run`() async throws
    {
        let home = try await DeliveryHome(count: 10)
        try await fill(home)
        let folder = try await home.destination("folder", ["folder": "crm"])
        await #expect(throws: DefinitionError.self) {
            _ = try await home.delivery(to: folder, Self.fields)
        }
        let delivery = try await home.delivery(to: nil, Self.fields)
        try FileManager.default.removeItem(atPath: home.users.folder.path + "/tables/people")
        try await home.users.store.removeTable("people")
        let run = try await home.deliver(delivery, with: Sent().sender)
        #expect(run?.state == .failed)
        #expect(run?.failure?.contains("'grade'") == true)
    }
}
