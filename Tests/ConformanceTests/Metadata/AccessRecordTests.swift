import Definitions
import Metadata
import Testing

/// How every metadata driver keeps people, sessions, links and service clients.
@Suite struct AccessRecordTests {
    private func person(_ name: String, _ role: Role = .viewer) -> UserRecord {
        UserRecord(name: name, role: role, createdAt: 1)
    }

    @Test(arguments: MetadataDriver.installed)
    func `a user is kept with everything that is known`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        var user = UserRecord(
            name: "mina", displayName: "김민아", role: .analyst, passwordHash: "h",
            externalID: "https://id.example 7", isDisabled: true, language: .korean, createdAt: 5)
        user = try await store.add(user)
        #expect(user.id > 0)
        #expect(try await driver.open(place).users() == [user])
        (user.role, user.isDisabled, user.passwordHash) = (.marketer, false, nil)
        try await store.update(user)
        #expect(try await driver.open(place).users() == [user])
    }

    @Test(arguments: MetadataDriver.installed)
    func `a password is kept beside what others change, and not of who is disabled`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        var mina = try await store.add(person("mina"))
        let bo = try await store.add(person("bo"))
        mina.role = .analyst
        try await store.update(mina)
        let before = try await store.accessRevision()
        mina.passwordHash = "h"
        #expect(try await store.setPassword("h", of: mina.id) == mina)
        #expect(try await store.accessRevision() > before)
        #expect(try await driver.open(place).users() == [bo, mina])
        mina.isDisabled = true
        try await store.update(mina)
        #expect(try await store.setPassword("other", of: mina.id) == nil)
        #expect(try await store.setPassword("other", of: 99) == nil)
        #expect(try await store.users() == [bo, mina])
    }

    @Test(arguments: MetadataDriver.installed)
    func `a name is taken whatever its case, and so is an external id`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        _ = try await store.add(person("Mina"))
        #expect(await code { _ = try await store.add(person("mINA")) } == .taken)
        var other = try await store.add(person("bo"))
        other.name = "MINA"
        let renamed = other
        #expect(await code { try await store.update(renamed) } == .taken)
        var known = person("c")
        known.externalID = "x"
        _ = try await store.add(known)
        known.name = "d"
        let same = known
        #expect(await code { _ = try await store.add(same) } == .taken)
        #expect(await code { try await store.update(person("e")) } == .notFound)
    }

    @Test(arguments: MetadataDriver.installed)
    func `the last admin stays one`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        var ann = try await store.add(person("ann", .admin))
        let bo = try await store.add(person("bo", .viewer))
        try await store.update(bo)
        ann.role = .viewer
        let demoted = ann
        #expect(await code { try await store.update(demoted) } == .inUse)
        (ann.role, ann.isDisabled) = (.admin, true)
        let disabled = ann
        #expect(await code { try await store.update(disabled) } == .inUse)
        var second = bo
        second.role = .admin
        try await store.update(second)
        try await store.update(ann)
        #expect(try await store.users().map(\.isDisabled) == [true, false])
    }

    @Test(arguments: MetadataDriver.installed)
    func `sessions are kept, touched, ended and expire`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let user = try await store.add(person("ann", .admin))
        var sessions: [SessionRecord] = []
        for number in 1...4 {
            sessions.append(
                try await store.add(
                    SessionRecord(
                        fingerprint: "f\(number)", user: user.id, agent: "browser", createdAt: 1,
                        lastSeenAt: 1, expiresAt: Int64(number * 10))))
        }
        #expect(try await driver.open(place).sessions() == sessions.reversed())
        try await store.touch(sessions: [sessions[0].id: (seenAt: 8, expiresAt: 50)])
        try await store.removeExpiredAccess(at: 20)
        #expect(try await store.sessions().map(\.fingerprint) == ["f4", "f3", "f1"])
        #expect(try await store.sessions().last?.lastSeenAt == 8)
        try await store.endSession(sessions[3].id)
        try await store.endSession(sessions[3].id)
        try await store.endSessions(of: user.id, except: sessions[0].id)
        #expect(try await store.sessions().map(\.fingerprint) == ["f1"])
        try await store.endSessions(of: user.id, except: nil)
        #expect(try await store.sessions().isEmpty)
        let stray = SessionRecord(
            fingerprint: "g", user: 99, createdAt: 1, lastSeenAt: 1, expiresAt: 2)
        #expect(await code { _ = try await store.add(stray) } == .conflict)
    }

    @Test(arguments: MetadataDriver.installed)
    func `a link is used once, in its time, and a newer one takes its place`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let user = try await store.add(person("ann", .admin))
        func link(_ name: String) -> SignInLinkRecord {
            SignInLinkRecord(fingerprint: name, user: user.id, createdAt: 1, expiresAt: 100)
        }
        try await store.add(link("a"))
        try await store.add(link("b"))
        #expect(try await store.link(fingerprint: "a") == nil)
        #expect(try await store.useLink(fingerprint: "a", at: 5) == nil)
        #expect(try await store.useLink(fingerprint: "b", at: 100) == nil)
        let stores = [store, try driver.open(place)]
        let winners = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    (try? await stores[number % 2].useLink(fingerprint: "b", at: 5)) ?? nil != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(winners == 1)
        #expect(try await store.link(fingerprint: "b")?.usedAt == 5)
        try await store.add(link("c"))
        try await store.removeExpiredAccess(at: 100)
        #expect(try await store.link(fingerprint: "c") == nil)
    }

    @Test(arguments: MetadataDriver.installed)
    func `clients and their tokens are kept, ended and revoked`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        var client = try await store.add(
            ServiceClientRecord(
                name: "push", scopes: [.membership, .readSegments], owner: "ann", createdAt: 1))
        let same = ServiceClientRecord(name: "PUSH", scopes: [], owner: "", createdAt: 1)
        #expect(await code { _ = try await store.add(same) } == .taken)
        client.scopes = [.export]
        client.isDisabled = true
        try await store.update(client)
        #expect(try await driver.open(place).serviceClients() == [client])
        let first = try await store.add(
            ClientTokenRecord(client: client.id, fingerprint: "t1", createdAt: 1))
        let second = try await store.add(
            ClientTokenRecord(client: client.id, fingerprint: "t2", createdAt: 2, expiresAt: 900))
        try await store.endTokens(of: client.id, except: second.id, at: 500)
        try await store.touch(tokens: [first.id: 77])
        var tokens = try await driver.open(place).clientTokens()
        #expect(tokens.map(\.expiresAt) == [900, 500])
        #expect(tokens.map(\.lastUsedAt) == [nil, 77])
        try await store.revokeToken(first.id, of: client.id, at: 90)
        try await store.revokeToken(first.id, of: client.id, at: 95)
        tokens = try await store.clientTokens()
        #expect(tokens.map(\.revokedAt) == [nil, 90])
        #expect(tokens.map { $0.isGood(at: 400) } == [true, false])
        #expect(!tokens[0].isGood(at: 900))
        #expect(
            await code { try await store.revokeToken(second.id, of: 9, at: 1) } == .notFound)
    }

    @Test(arguments: MetadataDriver.installed)
    func `the revision rises with every change but notes of use`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        var last = try await store.accessRevision()
        func rises() async throws -> Bool {
            let now = try await driver.open(place).accessRevision()
            defer { last = now }
            return now > last
        }
        #expect(try await !rises())
        let user = try await store.add(person("ann", .admin))
        #expect(try await rises())
        let session = try await store.add(
            SessionRecord(
                fingerprint: "f", user: user.id, createdAt: 1, lastSeenAt: 1, expiresAt: 9))
        #expect(try await rises())
        try await store.touch(sessions: [session.id: (seenAt: 2, expiresAt: 9)])
        #expect(try await !rises())
        try await store.endSession(session.id)
        #expect(try await rises())
    }
}

/// How every metadata driver finds records of the audit.
@Suite struct AuditRecordTests {
    @Test(arguments: MetadataDriver.installed)
    func `the audit is found by actor, action, kind of action, subject and time`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let lines: [(Int64, String, String, String)] = [
            (10, "ann", "segment.save", "segment/1"), (20, "bo", "segment.publish", "segment/1"),
            (30, "ann", "access.sign-in", "user/1"), (40, "ann", "segments", "x"),
        ]
        for (at, actor, action, subject) in lines {
            try await store.record(
                AuditRecord(at: at, actor: actor, action: action, subject: subject))
        }
        func found(_ filter: AuditFilter, before: Int64? = nil) async throws -> [Int64] {
            try await store.audit(filter, before: before, limit: 10).map(\.at)
        }
        #expect(try await found(AuditFilter()) == [40, 30, 20, 10])
        #expect(try await found(AuditFilter(actor: "ann", to: 40)) == [30, 10])
        #expect(try await found(AuditFilter(action: "segment.")) == [20, 10])
        #expect(try await found(AuditFilter(action: "segment.save")) == [10])
        #expect(try await found(AuditFilter(subject: "segment/1", from: 20)) == [20])
        #expect(try await found(AuditFilter(from: 20, to: 40), before: 3) == [20])
    }
}
