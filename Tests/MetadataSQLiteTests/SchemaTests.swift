import Definitions
import Foundation
import GRDB
import Metadata
import Synchronization
import TestSupport
import Testing

@testable import MetadataSQLite

/// The tables: as documented, as older files become, and as they are asked.
@Suite struct SchemaTests {
    private static let page = "docs/formats/metadata.md"

    /// What SQLite has kept of every table, index and trigger, without comments and line breaks.
    private func schema(_ writer: any DatabaseWriter) throws -> [String] {
        try writer.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT sql FROM sqlite_schema
                    WHERE sql IS NOT NULL AND name NOT IN ('grdb_migrations', 'sqlite_sequence')
                    ORDER BY type, name
                    """)
        }.map { text in
            text.split(separator: "\n").map { line in
                line.components(separatedBy: "--")[0].trimmingCharacters(in: .whitespaces)
            }.joined(separator: " ")
        }
    }

    @Test func `the documented schema is the one that the migrations give`() throws {
        let text = try Repository.text(Self.page)
        let blocks = text.components(separatedBy: "```sql\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        let documented = try DatabaseQueue()
        try documented.write { try $0.execute(sql: try #require(blocks.first)) }
        let migrated = try schema(SQLiteMetadata.inMemory().writer)
        #expect(migrated.count > 20)
        #expect(try schema(documented) == migrated)
    }

    @Test(arguments: ["version-1"])
    func `a file of an older version is brought up to date with its content`(
        name: String
    ) async throws {
        let sql = try Repository.text("Tests/MetadataSQLiteTests/Fixtures/\(name).sql")
        let file = try StoreFile(sql: sql)
        let store = try SQLiteMetadata(path: file.path)
        #expect(try schema(store.writer) == schema(SQLiteMetadata.inMemory().writer))
        try await store.verify()
        let segment = try #require(try await store.segments(SegmentListFilter(text: "휴")).first)
        #expect((segment.id, segment.version, segment.publishedSnapshot) == (3, 2, 8))
        #expect(segment.tags == ["vip"])
        #expect(segment.schedule == ["daily": "06:30"])
        let versions = try await store.versions(of: 3)
        #expect(versions.map(\.note) == ["first", "second"])
        #expect(try await store.snapshot(8)?.run == 1)
        #expect(try await store.runs(of: 3, limit: 5).map(\.failure) == ["why"])
        #expect(try await store.uses(of: 3).map(\.calls) == [5])
        #expect(try await store.job(1)?.failure == "The warehouse was away.")
        let audit = try await store.audit(
            AuditFilter(subject: "segment/3"), before: nil, limit: 5)
        #expect(audit.map(\.details) == [["version": 2]])
        let table = try #require(try await store.tables().first)
        #expect(table.revision == 2)
        #expect(table.table.field("gender")?.valueLabels["F"]?.text(in: .korean) == "여자")
        #expect(table.table.source == .warehouse(connection: "lake", path: ["main", "members"]))
        #expect(try await store.setting("population") == "members")
        // Ids go on after those of the file.
        let next = try await store.create(
            SegmentRecord(name: "next", owner: "ann"), version: versions[0], at: 1)
        #expect(next.id == 4)
    }

    @Test func `what is asked often is found through an index`() async throws {
        let asked = AskedStatements()
        var configuration = Configuration()
        configuration.prepareDatabase { db in db.trace { asked.note($0) } }
        let queue = try DatabaseQueue(configuration: configuration)
        try Migrations.all.migrate(queue)
        asked.clear()
        try await askEverything(SQLiteMetadata(path: "traced", writer: queue))
        let statements = asked.all
        #expect(statements.count > 25)
        // Lists of everything there is.
        let whole = [
            "FROM catalogue_table", "FROM catalogue_field", "FROM connection",
            "FROM metric ORDER BY name",
            "FROM segment WHERE TRUE", "FROM access_user ORDER BY",
            "FROM access_session ORDER", "FROM access_token ORDER", "FROM access_client",
            "FROM destination ORDER BY name", "FROM delivery ORDER BY name", "FROM served",
            "FROM segment AS s LEFT JOIN snapshot",
        ]
        for sql in statements where !whole.contains(where: { sql.contains($0) }) {
            let plan = try await queue.read { db in
                let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
                statement.setUncheckedArguments(StatementArguments())
                return try Row.fetchAll(statement).map { $0["detail"] as String }
            }
            let scans = plan.filter {
                $0.hasPrefix("SCAN ") && !$0.contains("asked") && !$0.contains("json_each")
                    && !$0.contains("USING INDEX job_unwanted")
            }
            // From the newest id down, as many rows as asked for.
            let isPage = sql.contains("ORDER BY id DESC LIMIT")
            #expect(scans.isEmpty || (isPage && !plan.contains { $0.contains("TEMP") }), "\(sql)")
        }
    }

    private func askEverything(_ store: SQLiteMetadata) async throws {
        let version = SegmentVersion(
            segment: 1, number: 1, definition: [:], canonicalHash: "", author: "", note: "",
            createdAt: 0)
        var segment = try await store.create(
            SegmentRecord(name: "a", owner: "b", tags: ["t"]), version: version, at: 1)
        segment = try await store.update(segment, at: 2)
        segment = try await store.addVersion(version, expecting: nil, at: 3)
        for filter in [SegmentListFilter(), SegmentListFilter(tag: "t")] {
            _ = try await store.segments(filter)
        }
        _ = try await store.currentVersions(of: [1])
        _ = try await store.versions(of: 1)
        let run = try await store.addRun(RunRecord(segment: 1, dataDate: "", startedBy: ""))
        try await store.update(run)
        _ = try await store.runs(of: 1, limit: 1)
        _ = try await store.runs(of: nil, limit: 1)
        let snapshot = SnapshotRecord(
            segment: 1, version: 1, dataDate: "", run: run.id, size: 1, createdAt: 1)
        let added = try await store.addSnapshots([snapshot, snapshot]).map(\.id)
        try await store.publish([added[0]], at: 1)
        try await store.removeSnapshots([added[1]])
        _ = try await store.snapshots(of: 1)
        _ = try await store.latestSnapshots(of: [1])
        try await store.addUses([
            SegmentUse(segment: 1, kind: "a", name: "b", calls: 1, lastAt: 1)
        ])
        try await store.addUses(
            [SegmentUse(segment: 1, kind: "a", name: "b", calls: 1, lastAt: 1)], on: "2026-11-24")
        _ = try await store.uses(of: 1)
        _ = try await store.dailyUses(of: 1, from: "2026-11-24")
        _ = try await store.servedRecords()
        try await store.save(
            ConnectionRecord(name: "lake", driver: "duckdb", options: [:]), at: 1)
        try await store.save(
            CatalogueTable(
                name: "t", source: .warehouse(connection: "lake", path: []), userKey: nil,
                fields: [CatalogueField(name: "f", type: .text)]), expecting: 0, at: 1)
        _ = try await store.tables()
        try await store.removeTable("t")
        try await store.removeConnection("lake")
        let metric = try await store.createMetrics(
            [MetricRecord(name: "m", owner: "a", definition: [:])], at: 1)[0]
        _ = try await store.updateMetric(metric, at: 2)
        _ = try await store.metrics()
        _ = try await store.metric(named: "m")
        try await store.removeMetric(metric.id, expecting: nil)
        try await askJobs(store)
        try await askAccess(store)
        try await askDeliveries(store)
    }

    private func askAccess(_ store: SQLiteMetadata) async throws {
        _ = try await store.accessRevision()
        let user = try await store.add(
            UserRecord(name: "a", role: .admin, externalID: "b", createdAt: 1))
        try await store.update(user)
        _ = try await store.users()
        let session = try await store.add(
            SessionRecord(
                fingerprint: "f", user: user.id, createdAt: 1, lastSeenAt: 1, expiresAt: 2))
        try await store.touch(sessions: [session.id: (seenAt: 2, expiresAt: 3)])
        _ = try await store.sessions()
        try await store.endSession(session.id)
        try await store.endSessions(of: user.id, except: nil)
        try await store.add(
            SignInLinkRecord(fingerprint: "l", user: user.id, createdAt: 1, expiresAt: 9))
        _ = try await store.link(fingerprint: "l")
        _ = try await store.useLink(fingerprint: "l", at: 2)
        try await store.removeExpiredAccess(at: 10)
        let client = try await store.add(
            ServiceClientRecord(name: "c", scopes: [.export], owner: "a", createdAt: 1))
        try await store.update(client)
        _ = try await store.serviceClients()
        let token = try await store.add(
            ClientTokenRecord(client: client.id, fingerprint: "t", createdAt: 1))
        try await store.touch(tokens: [token.id: 2])
        try await store.endTokens(of: client.id, except: token.id, at: 5)
        try await store.revokeToken(token.id, of: client.id, at: 3)
        _ = try await store.clientTokens()
    }

    private func askDeliveries(_ store: SQLiteMetadata) async throws {
        _ = try await store.takeExportRows(1, of: "a", on: "", limit: 2)
        try await store.giveExportRowsBack(1, of: "a", on: "")
        var target = try await store.create(
            DestinationRecord(name: "d", kind: .http, options: [:]), at: 1)
        target = try await store.update(target, at: 1)
        _ = try await store.destinations()
        var delivery = try await store.create(
            DeliveryRecord(name: "d", segment: 1, destination: target.id, owner: ""), at: 1)
        delivery = try await store.update(delivery, at: 1)
        delivery = try await store.setPaused(true, of: delivery.id, at: 1)
        for segment in [1, nil] as [Int64?] { _ = try await store.deliveries(of: segment) }
        let run = try await store.addDeliveryRun(
            DeliveryRunRecord(
                delivery: delivery.id, snapshot: 1, dataDate: "", mode: .full, batchSize: 1,
                startedBy: "", startedAt: 1))
        try await store.update(run)
        try await store.record(
            DeliveryBatchRecord(
                run: run.id, number: 0, rows: 1, attempts: 1, status: nil, rejected: 1, key: "",
                endedAt: 1),
            errors: [
                DeliveryErrorRecord(
                    run: run.id, batch: 0, row: 0, user: "", change: "", code: "", message: "")
            ])
        _ = try await store.openDeliveryRun(of: delivery.id)
        try await store.finish(run, isDelivered: true)
        _ = try await store.deliveryRuns(of: delivery.id, before: 9, limit: 1)
        _ = try await store.batches(of: run.id, from: 0, limit: 1)
        _ = try await store.deliveryErrors(of: run.id, after: (0, 0), limit: 1)
        try await store.removeDelivery(delivery.id)
        try await store.removeDestination(target.id)
    }

    private func askJobs(_ store: SQLiteMetadata) async throws {
        _ = try await store.addJob(JobRecord(kind: "k", key: "key", dueAt: 1, createdAt: 1))
        var job = try #require(
            try await store.takeJob(kinds: ["k"], owner: "o", now: 2, leaseUntil: 3))
        job = try await store.renewLease(job.id, owner: "o", until: 4)
        try await store.note(["progress": 1], on: job.id, owner: "o")
        try await store.requestCancel(job.id, now: 2)
        job.state = .done
        try await store.finish(job, owner: "o")
        try await store.removeJobs(endedBefore: 1)
        _ = try await store.jobs(states: [.done], limit: 1)
        try await store.record(AuditRecord(at: 1, actor: "a", action: "b", subject: "c"))
        for (actor, subject) in [("a", nil), (nil, "c"), (nil, nil)] as [(String?, String?)] {
            _ = try await store.audit(
                AuditFilter(actor: actor, action: "b", subject: subject), before: 9, limit: 1)
        }
    }
}

/// The statements that a store has run, each once.
private final class AskedStatements: Sendable {
    private let texts = Mutex<Set<String>>([])

    var all: [String] { texts.withLock { $0.sorted() } }

    func note(_ event: Database.TraceEvent) {
        guard case .statement(let statement) = event else { return }
        let words = ["SELECT", "INSERT", "UPDATE", "DELETE"]
        let sql = statement.sql
        guard words.contains(where: { sql.hasPrefix($0) }), !sql.contains("sqlite_") else { return }
        _ = texts.withLock { $0.insert(sql) }
    }

    func clear() { texts.withLock { $0 = [] } }
}
