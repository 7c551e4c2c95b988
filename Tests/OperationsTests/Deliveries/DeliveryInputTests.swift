import Bitmaps
import Definitions
import Foundation
import HTTPClients
import MarketingAdmin
import Metadata
import Operations
import Secrets
import Testing

@Suite struct DeliveryInputTests {
    @Test(arguments: [
        ("{}", "/name"),
        (#"{"name":"a","kind":"http","options":{"url":"ftp://example.com"}}"#, "/options/url"),
        (
            #"{"name":"a","kind":"http","options":{"url":"http:\/\/u:p@example.com"}}"#,
            "/options/url"
        ),
        (#"{"name":"a","kind":"http","options":{"url":"nowhere"}}"#, "/options/url"),
        (#"{"name":"a","kind":"http","options":{"uri":"http://example.com"}}"#, "/options/uri"),
        (
            #"{"name":"a","kind":"http","options":{"url":"http://example.com","headers":{"CXM-Run":"1"}}}"#,
            "/options/headers/CXM-Run"
        ),
        (
            #"{"name":"a","kind":"http","options":{"url":"http://example.com","headers":{"X":"a\nb"}}}"#,
            "/options/headers/X"
        ),
        (
            #"{"name":"a","kind":"http","options":{"url":"http://example.com","headers":{"X":{"secret":"../x"}}}}"#,
            "/options/headers/X/secret"
        ),
        (
            #"{"name":"a","kind":"http","options":{"url":"http://example.com","timeout_seconds":0}}"#,
            "/options/timeout_seconds"
        ),
        (#"{"name":"a","kind":"folder","options":{"folder":"../etc"}}"#, "/options/folder"),
        (#"{"name":"a","kind":"folder","options":{"folder":"/etc"}}"#, "/options/folder"),
        (#"{"name":"a","kind":"folder","options":{"folder":"a//b"}}"#, "/options/folder"),
        (
            #"{"name":"a","kind":"folder","options":{"folder":"a","format":"xls"}}"#,
            "/options/format"
        ),
        (#"{"name":"a","kind":"mail","options":{}}"#, "/kind"),
        (#"{"name":" ","kind":"folder","options":{"folder":"a"}}"#, "/name"),
    ])
    func `a destination that cannot be is refused at its place`(
        text: String, pointer: String
    ) async throws {
        let home = try await DeliveryHome(count: 1)
        do {
            _ = try await SaveDestination(home.plain)(JSONValue(parsing: text))
            Issue.record("it was taken")
        } catch let error as DefinitionError {
            #expect(
                error.pointer == pointer || pointer == "/name" && error.pointer.isEmpty, "\(error)")
        }
    }

    @Test(arguments: [
        (#""batch_size":0"#, "/batch_size"), (#""mode":"some""#, "/mode"),
        (#""schedule":{"dayly":"07:00"}"#, "/schedule/dayly"),
        (#""holdout":{"share":1}"#, "/holdout/share"),
        (#""holdout":{"share":-0.1}"#, "/holdout/share"),
        (#""fields":{"a":"usr"}"#, "/fields/a"), (#""fields":{"a":"change"}"#, "/fields"),
        (#""segment":"999""#, "/segment"), (#""segment":"x""#, "/segment"),
        (#""destination":"999""#, "/destination"), (#""paus":true"#, "/paus"),
    ])
    func `a delivery that cannot be is refused at its place`(
        member: String, pointer: String
    ) async throws {
        let home = try await DeliveryHome(count: 1)
        do {
            _ = try await home.delivery(JSONValue(parsing: "{\(member)}"))
            Issue.record("it was taken")
        } catch let error as DefinitionError {
            #expect(error.pointer == pointer, "\(error)")
        }
    }

    @Test func `files hold nothing but users`() async throws {
        let home = try await DeliveryHome(count: 1)
        let folder = try await home.destination("folder", ["folder": "a"])
        await #expect(throws: DefinitionError.self) {
            try await home.delivery(to: folder, ["fields": ["u": "user", "s": "segment"]])
        }
        _ = try await home.delivery(to: folder, ["fields": ["u": "user"]])
    }

    @Test func `secrets lie in files of their own, and go where another host is meant`()
        async throws
    {
        let home = try await DeliveryHome(count: 1)
        let saved = try await home.destination()
        let secrets = home.plain.secrets(of: saved.id)
        let path = secrets.folder + "/signing"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        let json = saved.json(secrets: secrets).rendered()
        #expect(json.contains("\"signing\"") && !json.contains(DeliveryHome.secret))
        let audit = try await home.users.store.audit(
            AuditFilter(subject: "destination/\(saved.id)"), before: nil, limit: 9)
        #expect(audit.count == 2 && !"\(audit)".contains(DeliveryHome.secret))
        for (name, value) in [("signing", "short"), ("../x", DeliveryHome.secret), ("a", "b\nc")] {
            await #expect(throws: (any Error).self) {
                try await SaveDestination(home.plain).setSecret(name, to: value, of: saved)
            }
        }
        let same = try await SaveDestination(home.plain)(
            [
                "name": "same host", "kind": "http",
                "options": ["url": "http://127.0.0.1:9/other"],
            ], replacing: saved)
        #expect(secrets.names == ["signing"])
        _ = try await SaveDestination(home.plain)(
            ["name": "other", "kind": "http", "options": ["url": "http://example.com"]],
            replacing: same)
        #expect(secrets.names == [])
    }

    @Test func `changes from an old state, names that are taken and removals in use are refused`()
        async throws
    {
        let home = try await DeliveryHome(count: 1)
        let destination = try await home.destination()
        let delivery = try await home.delivery(to: destination)
        func code(_ body: () async throws -> Void) async -> MetadataError.Code? {
            do { try await body() } catch { return (error as? MetadataError)?.code }
            return nil
        }
        let space = home.plain
        #expect(await code { try await SaveDestination(space).remove(destination) } == .inUse)
        #expect(
            await code {
                _ = try await SaveDestination(space)([
                    "name": .string(destination.name), "kind": "http",
                    "options": DeliveryHome.http,
                ])
            } == .taken)
        #expect(
            await code {
                _ = try await home.delivery(to: destination, ["name": .string(delivery.name)])
            } == .taken)
        #expect(
            await code {
                _ = try await SaveDelivery(space)(
                    [
                        "name": "x", "segment": .string("\(delivery.segment)"),
                        "destination": .string("\(delivery.destination)"),
                    ], replacing: delivery, expecting: 7)
            } == .conflict)
        #expect(await code { _ = try await space.findDelivery("nothing") } == .notFound)
        #expect(await code { _ = try await space.findDestination("9999") } == .notFound)
    }

    @Test func `a destination is tried out with a batch without rows`() async throws {
        let home = try await DeliveryHome(count: 1)
        let destination = try await home.destination()
        let admin = MarketingAdmin(secret: DeliveryHome.secret)
        let works = try await TestDestination(home.space(AdminSender(admin)))(destination)
        #expect(works.failure == nil && works.status == 200 && admin.now.tests == 1)
        let wrong = MarketingAdmin(secret: "another secret altogether")
        let refused = try await TestDestination(home.space(AdminSender(wrong)))(destination)
        #expect(refused.failure?.contains("401") == true && refused.remedy?.isEmpty == false)
        try await SaveDestination(home.plain).removeSecret("signing", of: destination)
        let unsigned = try await TestDestination(home.plain)(destination)
        #expect(unsigned.failure?.contains("signing") == true)
    }

    @Test func `places of ids are even, and stay`() {
        let share = StableShare(salt: "spring")
        var below = [Int](repeating: 0, count: 10)
        for number in 0..<20_000 {
            let place = share.place(of: Array("m\(number)".utf8))
            below[Int(place * 10)] += 1
        }
        for count in below { #expect((1850...2150).contains(count), "\(below)") }
        let other = StableShare(salt: "autumn")
        let both = (0..<20_000).count { number in
            let id = Array("m\(number)".utf8)
            return share.place(of: id) < 0.1 && other.place(of: id) < 0.1
        }
        #expect((130...270).contains(both), "\(both)")
        #expect(
            share.place(of: Array("m1".utf8))
                == StableShare(salt: "spring").place(of: Array("m1".utf8)))
    }
}
