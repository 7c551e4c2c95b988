import Definitions
import Foundation
import TestSupport
import Testing

/// Every `cxm segment …` and `cxm member`, over a home with a log of orders and a folder of files.
@Suite struct SegmentCommandTests {
    private struct Shop {
        let folder: URL

        func cxm(_ words: [String], input: String = "") throws -> CXMProcess.Result {
            try CXMProcess.run(words, in: folder, input: input, settings: ["CXM_USER": "mina"])
        }

        /// What a command writes; it must succeed.
        func output(_ words: String..., input: String = "") throws -> String {
            let result = try cxm(words, input: input)
            #expect(result.status == 0, "\(words): \(result.error)")
            return result.output
        }

        func json(_ words: String..., input: String = "") throws -> JSONValue {
            let result = try cxm(words + ["--format", "json"], input: input)
            #expect(result.status == 0, "\(words): \(result.error)")
            return try JSONValue(parsing: result.output)
        }

        /// What a command says where it fails.
        func failure(_ words: String..., input: String = "") throws -> String {
            let result = try cxm(words, input: input)
            #expect(result.status == 1 && result.output.isEmpty, "\(words): \(result.output)")
            return result.error
        }
    }

    private static let buyers = #"""
        {"name":"구매자","folder":"CRM/Q1","tags":["q1"],"containers":[{"groups":[
          {"dataset":"shop","filters":[{"field":"event","operator":"equals","value":"결제"}]},
          {"dataset":"members","filters":[{"field":"gender","operator":"equals","value":"F"}]}]}]}
        """#
    private static let lately =
        #"{"name":"lately","containers":[{"groups":[{"dataset":"shop","range":{"last":1,"unit":"day"}}]}]}"#

    private func with(_ body: (Shop) throws -> Void) async throws {
        try await SmallShop.withImport { folder in
            try FileManager.default.createDirectory(
                at: folder.appending(path: "lake"), withIntermediateDirectories: true)
            try Data("id,gender\nann,F\nbob,M\ncat,F\n,F\n".utf8)
                .write(to: folder.appending(path: "lake/members.csv"))
            for (name, text) in [("buyers", Self.buyers), ("lately", Self.lately)] {
                _ = try Fixture.write(text, named: name + ".json", in: folder)
            }
            let shop = Shop(folder: folder)
            _ = try shop.output("catalogue", "connect", "lake", "lake")
            _ = try shop.output(
                "catalogue", "register", "members", "--connection", "lake", "--user", "id")
            try body(shop)
        }
    }

    @Test func `a segment is previewed, saved, shown, changed and archived`() async throws {
        try await with { shop in
            let preview = try shop.output("segment", "preview", "buyers.json")
            #expect(preview.contains("container 1") && preview.contains("3 users in all"))
            #expect(preview.contains("1 row of members without a key is left out."), "\(preview)")
            let counted = try shop.json("segment", "preview", "-", input: Self.buyers)
            #expect(counted["users"] == 1 && counted["population"] == 3)
            #expect(counted["containers"]?[0]?["groups"]?[1]?["count"] == 2)
            #expect(counted["rows_without_key"]?["members"] == 1)
            let korean = try shop.output("segment", "preview", "buyers.json", "--language", "ko")
            #expect(korean != preview && korean.contains("결제"))

            let saved = try shop.output("segment", "save", "buyers.json", "--note", "first")
            #expect(saved.contains("구매자"))
            let again = try shop.json(
                "segment", "save", "-", "--segment", "구매자", "--revision", "1", "--note", "men",
                input: Self.buyers.replacing("\"F\"", with: "\"M\""))
            #expect(again["version"] == 2 && again["owner"] == "mina")
            let old = try shop.failure(
                "segment", "save", "buyers.json", "--segment", "1", "--revision", "1")
            #expect(old.contains("read it again"), "\(old)")

            let shown = try shop.output("segment", "show", "1")
            #expect(shown.contains("2 of 2, by mina: men") && shown.contains("not run yet"))
            let first = try shop.json("segment", "show", "1", "--version", "1", "--language", "ko")
            #expect(first["definition"] != nil && first["in_words"] != nil)
            let versions = try shop.output("segment", "versions", "1")
            #expect(versions.contains("first") && versions.contains("men"))
            let list = try shop.json("segment", "versions", "1")
            #expect(list[1]?["version"] == 2 && list[1]?["author"] == "mina")
            let diff = try shop.output("segment", "diff", "1", "1", "2")
            #expect(diff.contains("M") && diff.contains("F"), "\(diff)")
            #expect(try shop.json("segment", "diff", "1", "1", "1") == .array([]))
            #expect(try shop.output("segment", "restore", "1", "1").contains("3"))
            #expect(
                try shop.json("segment", "restore", "1", "2", "--note", "no")["version"] == 4)

            let changed = try shop.output(
                "segment", "change", "1", "--status", "draft", "--owner", "jun", "--folder", "CRM",
                "--tag", "new", "--untag", "q1", "--expires", "2030-01-31", "--schedule",
                #"{"daily":"06:30"}"#)
            #expect(changed.contains("jun") && changed.contains("draft") && changed.contains("new"))
            let back = try shop.json(
                "segment", "change", "구매자", "--expires", "none", "--schedule", "none")
            #expect(back[0]?["expires"] == .null && back[0]?["schedule"] == .null)
            #expect(back[0]?["tags"] == ["new"])
            #expect(try shop.output("segment", "list").contains("구매자"))
            #expect(try shop.json("segment", "list", "--search", "ㄱㅁㅈ")[0]?["id"] == "1")
            for words in [
                ["--status", "active"], ["--owner", "mina"], ["--tag", "q1"], ["--folder", "X"],
            ] {
                let found = try shop.cxm(["segment", "list"] + words)
                #expect(found.output.contains("No segments."), "\(words) \(found.output)")
            }
            #expect(try shop.output("segment", "archive", "1").contains("archived"))
            #expect(try shop.output("segment", "list", "--status", "archived").contains("구매자"))
            let undone = try shop.json("segment", "archive", "1", "--undo")
            #expect(undone[0]?["status"] == "active")
        }
    }

    @Test func `runs, publishes, members, history, changes and export`() async throws {
        try await with { shop in
            _ = try shop.output("segment", "save", "lately.json")
            let first = try shop.output(
                "segment", "run", "lately", "--date", "2026-01-01", "--publish")
            #expect(first.contains("lately") && first.contains("yes"), "\(first)")
            let second = try shop.json("segment", "run", "1", "--date", "2026-01-02", "--publish")
            // ann and bob, then cat alone: half of them is not more than half.
            #expect(second["snapshots"]?[0]?["size"] == 1 && second["held"] == .array([]))
            let third = try shop.output(
                "segment", "run", "--all", "--date", "2026-02-01", "--publish")
            #expect(third.contains("held back") && third.contains("--confirm"), "\(third)")
            let preview = try shop.output("segment", "publish", "1", "--preview")
            #expect(preview.contains("would be held back"), "\(preview)")
            #expect(try shop.failure("segment", "publish", "1").contains("--confirm"))
            let member = try shop.output("member", "lately", "cat")
            #expect(member.contains("yes") && member.contains("2026-01-02"), "\(member)")
            let was = try shop.json("member", "1", "ann", "--date", "2026-01-01")
            #expect(was["member"] == .boolean(true) && was["published"] == .boolean(false))
            let confirmed = try shop.json("segment", "publish", "1", "--confirm")
            #expect(confirmed["state"] == "published" && confirmed["left"] == 1)
            #expect(try shop.json("member", "1", "cat")["member"] == .boolean(false))
            let back = try shop.output("segment", "publish", "1", "--snapshot", "1", "--confirm")
            #expect(back.contains("published"), "\(back)")

            let history = try shop.output("segment", "history", "1")
            #expect(history.contains("2026-01-01") && history.contains("2026-02-01"))
            #expect(try shop.json("segment", "history", "1")[0]?["size"] == 2)
            let stays = try shop.output("segment", "history", "1", "--user", "ann")
            #expect(stays.contains("before or on 2026-01-01") && stays.contains("2026-01-02"))
            let changes = try shop.output(
                "segment", "changes", "1", "--from", "2026-01-01", "--to", "2")
            #expect(changes.contains("1 entered, 2 left, 0 stayed"), "\(changes)")
            let short = try shop.json(
                "segment", "changes", "1", "--from", "1", "--to", "2", "--limit", "1")
            #expect(short["left"] == 2 && short["left_users"] == ["ann"])
            let all = try shop.output(
                "segment", "export", "1", "--snapshot", "1", "--format", "csv")
            #expect(all == "user\nann\nbob\n", "\(all)")
            let one = try shop.json(
                "segment", "export", "1", "--snapshot", "2026-01-01", "--limit", "1")
            #expect(one["users"] == ["ann"])
            #expect(
                try shop.output("segment", "export", "1", "--snapshot", "3").contains("No users.")
            )
            // What is published, though there is a newer one.
            #expect(try shop.json("segment", "export", "1")["users"] == ["ann", "bob"])
            let asked = SmallShop.question.replacing(
                "\"steps\"", with: "\"segments\":[\"all\",\"lately\"],\"steps\"")
            let answer = try shop.json("analyze", "-", input: asked)
            #expect(answer["segments"]?[0]?["data_date"] == "2026-02-01", "\(answer)")
            #expect(answer["segments"]?[0]?["users"] == 0)
        }
    }

    @Test func `why, sql, lists, overlap, duplicates and uses`() async throws {
        try await with { shop in
            _ = try shop.output("segment", "save", "buyers.json")
            let why = try shop.output("segment", "why", "1", "cat")
            #expect(why.contains("cat is not in 구매자") && why.contains("F"), "\(why)")
            let json = try shop.json("segment", "why", "1", "ann", "--language", "ko")
            #expect(json["member"] == .boolean(true))
            #expect(try shop.failure("segment", "why", "1", "zed").contains("no user 'zed'"))

            let text = "SELECT id FROM members WHERE gender = 'F'"
            let women =
                #"{"name":"women","sql":{"connection":"lake","text":"\#(text)"}}"#
            _ = try shop.output("segment", "save", "-", input: women)
            #expect(try shop.output("segment", "sql", "women").contains(text))
            #expect(try shop.json("segment", "sql", "women")["text"] == .string(text))
            #expect(try shop.output("segment", "sql", "women", "--rows").contains("cat"))
            #expect(try !shop.output("segment", "sql", "women", "--plan").isEmpty)
            let refused = try shop.failure(
                "segment", "save", "-",
                input: #"{"name":"x","sql":{"connection":"lake","text":"DROP TABLE members"}}"#)
            #expect(!refused.isEmpty)
            // Its tables are in two places.
            #expect(try shop.failure("segment", "sql", "1").contains("the home and lake"))

            _ = try Fixture.write("n,id\n1,ann\n2,zoe\n3,ann\n", named: "ids.csv", in: shop.folder)
            let list = try shop.output(
                "segment", "upload", "ids.csv", "--name", "letter", "--column", "id")
            #expect(list.contains("letter") && list.contains("zoe"), "\(list)")
            _ = try Fixture.write("ann\nbob\n", named: "bare.txt", in: shop.folder)
            let bare = try shop.json(
                "segment", "upload", "bare.txt", "--name", "bare", "--no-header")
            #expect(bare["list"]?["users"] == 2 && bare["list"]?["unknown"] == 0)

            let both =
                #"{"name":"both","union":["2","3"]}"#
            _ = try shop.output("segment", "save", "-", input: both)
            _ = try shop.output("segment", "run", "--all")
            let used = try shop.output("segment", "used", "women")
            #expect(used.contains("both"), "\(used)")
            #expect(try shop.json("segment", "used", "both")["segments"] == .array([]))
            #expect(try shop.failure("segment", "archive", "women").contains("both"))
            let overlap = try shop.output("segment", "overlap", "women", "bare", "both")
            #expect(overlap.contains("women") && overlap.contains("bare"), "\(overlap)")
            let pairs = try shop.json("segment", "overlap", "women", "both")
            #expect(pairs.rendered().contains("women"))
            // Women: ann and cat; the letter adds nobody.
            let duplicates = try shop.output("segment", "duplicates")
            #expect(duplicates.contains("women") && duplicates.contains("both"), "\(duplicates)")
            let loose = try shop.json("segment", "duplicates", "--threshold", "0.3")
            guard case .array(let found) = loose else { return }
            #expect(found.count > 1)
            #expect(try shop.output("segment", "archive", "women", "--force").contains("archived"))
        }
    }

    @Test func `what cannot be done is one sentence, and wrong usage its own status`()
        async throws
    {
        try await with { shop in
            #expect(try shop.output("segment", "list").contains("cxm segment save FILE.json"))
            _ = try shop.output("segment", "save", "lately.json")
            #expect(try shop.failure("segment", "show", "latey").contains("did you mean 'lately'"))
            #expect(try shop.failure("member", "1", "ann").contains("no snapshot yet"))
            #expect(try shop.failure("segment", "overlap", "1", "1").contains("no snapshot"))
            #expect(try shop.failure("segment", "publish", "1").contains("no snapshot"))
            #expect(try shop.failure("segment", "history", "1", "--user", "zed").contains("'zed'"))
            let place = try shop.failure(
                "segment", "preview", "-",
                input: Self.lately.replacing("\"shop\"", with: "\"shp\""))
            #expect(place.contains("/containers/0/groups/0/dataset"), "\(place)")
            for words in [
                ["run"], ["run", "1", "--all"], ["overlap", "1"], ["change"],
                ["change", "1", "--status", "archived"], ["duplicates", "--threshold", "0"],
                ["change", "1", "--status", "gone"],
            ] {
                #expect(try shop.cxm(["segment"] + words).status == 64, "\(words)")
            }
        }
    }
}

extension JSONValue {
    /// An element of a list.
    subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else {
            return nil
        }
        return elements[index]
    }
}
