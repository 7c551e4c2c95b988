import API
import Definitions
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

/// Imports that cannot be: names that lead elsewhere, orders that do not fit, files that are broken.
@Suite(.timeLimit(.minutes(10))) struct ImportRefusalTests {
    @Test(arguments: [
        "../secret.csv", "logs/../../secret.csv", "/etc/passwd", "logs//shop.csv",
        "./logs/shop.csv",
        ".hidden.csv", "logs/.hidden.csv", "", "logs", "out.csv", "away/secret.csv", "missing.csv",
        "notes.md", "logs/shop.csv\\u0000", "loop/loop/logs/shop.csv",
    ])
    func `no name leads out of the folder`(name: String) async throws {
        try await ImportPlace.run(files: ["notes.md": "x", ".hidden.csv": "a,b\n"]) { api, folder in
            try Self.layTraps(folder)
            let listed = try await api.get("/import-files").text
            for trap in ["out.csv", "secret", "hidden", "notes", "loop"] {
                #expect(!listed.contains(trap))
            }
            let look = try await api.post("/imports/preview", #"{"file":"\#(name)"}"#)
            #expect(look.status == 400, "\(look.text)")
            #expect(try look.json()["pointer"] == "/file")
            let order = ImportPlace.order.replacing("logs/shop.csv", with: name)
            let refused = try await api.post("/imports", order)
            #expect(refused.status == 400, "\(refused.text)")
            #expect(try refused.json()["pointer"] == "/files/0")
            for answer in [look, refused] { #expect(!answer.text.contains(api.server.homePath)) }
        }
    }

    /// Links that lead out, to a folder, and in a circle; and one that stays inside, which is a file.
    private static func layTraps(_ folder: String) throws {
        let files = FileManager.default
        try ImportPlace.write("user,time,event\n", to: folder + "/../away/secret.csv")
        try ImportPlace.write("user,time,event\n", to: folder + "/../secret.csv")
        for (link, target) in [
            ("out.csv", "../secret.csv"), ("away", "../away"), ("loop", "."),
            ("newest.csv", "logs/shop.csv"),
        ] {
            try files.createSymbolicLink(
                atPath: folder + "/" + link, withDestinationPath: target)
        }
    }

    @Test func `a link that stays inside is a file`() async throws {
        try await ImportPlace.run { api, folder in
            try Self.layTraps(folder)
            let files = try await api.get("/import-files").json()["items"]
            #expect(files?[1]?["name"] == "newest.csv" && files?[2] == nil)
            #expect(
                try await api.post("/imports/preview", #"{"file":"newest.csv"}"#).status == 200)
        }
    }

    @Test(arguments: [
        ("[]", ""), ("{}", ""), (body((#""dataset":"shop""#, #""dataset":"a/b""#)), "/dataset"),
        (body((#"["logs/shop.csv"]"#, "[]")), "/files"),
        (body((#"["logs/shop.csv"]"#, #""logs/shop.csv""#)), "/files"),
        (body(("shop.csv\"]", "shop.csv\",\"logs/z*.csv\"]")), "/files/1"),
        (body((#""user":"user""#, #""user":"usr""#)), "/mapping/user"),
        (body((#""user":"user","#, "")), "/mapping"),
        (body((#""event":"event""#, #""event":"event","page":"pge""#)), "/mapping/page"),
        (body((#""all""#, #"["os","m"]"#)), "/mapping/properties/1"),
        (body((#""all""#, #""some""#)), "/mapping/properties"),
        (body((#""mapping""#, #""timezone":"Seoul","mapping""#)), "/timezone"),
        (body((#""mapping""#, #""time_format":"iso","mapping""#)), "/time_format"),
        (body((#""mapping""#, #""session_gap":"long","mapping""#)), "/session_gap"),
        (body((#""mapping""#, #""types":{"n":"int"},"mapping""#)), "/types/n"),
        (body((#""mapping""#, #""types":{"m":"text"},"mapping""#)), "/types/m"),
        (body((#""mapping""#, #""append":1,"mapping""#)), "/append"),
        (body((#""mapping""#, #""kind":"table","mapping""#)), "/kind"),
        (body((#""mapping""#, #""kind":"attributes","append":true,"mapping""#)), "/append"),
        (body((#""mapping""#, #""where":"n > 1","mapping""#)), "/where"),
        (body((#""mapping""#, #""colour":1,"mapping""#)), "/colour"),
    ])
    func `an order that does not fit is a problem that points at its place`(
        body: String, pointer: String
    ) async throws {
        try await ImportPlace.run { api, _ in
            let answer = try await api.post("/imports", body)
            #expect(answer.status == 400, "\(answer.text)")
            #expect(try answer.json()["pointer"]?.text == pointer, "\(answer.text)")
            #expect(try await api.get("/jobs").json()["jobs"] == [])
        }
    }

    @Test(arguments: [
        (#"{"file":"logs/shop.csv","rows":0}"#, "/rows"),
        (#"{"file":"logs/shop.csv","timezone":"x"}"#, "/timezone"), (#"{"file":1}"#, "/file"),
        (#"{"fill":"logs/shop.csv"}"#, "/fill"), (#"{"file":"twice.csv"}"#, "/file"),
        (#"{"file":"cut.csv.gz"}"#, "/file"),
    ])
    func `a look that does not fit is a problem, too`(
        body: String, pointer: String
    ) async throws {
        try await ImportPlace.run(files: ["twice.csv": "a,b,a\n1,2,3\n", "cut.csv.gz": "no gzip"]) {
            api, _ in
            let answer = try await api.post("/imports/preview", body)
            #expect(answer.status == 400, "\(answer.text)")
            #expect(try answer.json()["pointer"]?.text == pointer)
            #expect(!answer.text.contains(api.server.homePath))
        }
    }

    @Test func `an empty file is looked at without a fault`() async throws {
        try await ImportPlace.run(files: ["empty.csv": "", "head.csv": "user,time,event\n"]) {
            api, _ in
            for (name, columns) in [("empty.csv", 0), ("head.csv", 3)] {
                let look = try await api.post("/imports/preview", #"{"file":"\#(name)"}"#)
                #expect(look.status == 200, "\(look.text)")
                guard case .array(let shown)? = try look.json()["columns"] else { continue }
                #expect(shown.count == columns)
            }
        }
    }

    @Test func `a file that proves bad on the way fails the job, and changes nothing`()
        async throws
    {
        let bad = "user,time,event,n\n" + String(repeating: "u,2026-01-01,a,1\n", count: 120_000)
        try await ImportPlace.run(files: ["logs/bad.csv": bad + "u,2026-01-01,a,x\n"]) { api, _ in
            _ = try await ImportPlace.perform(ImportPlace.order, api)
            let before = try ImportPlace.content(of: "shop", in: api.server.homePath)
            let job = try await ImportPlace.perform(
                ImportPlace.order.replacing("shop.csv", with: "bad.csv"), api)
            #expect(job["state"] == "failed")
            let failure = try #require(job["failure"]?.text)
            #expect(failure.hasPrefix("logs/bad.csv, line 120002:"), "\(failure)")
            #expect(!job.rendered().contains(api.server.homePath))
            #expect(try ImportPlace.content(of: "shop", in: api.server.homePath) == before)
        }
    }
}

/// The usual order with something else in it.
private func body(_ change: (old: String, new: String)) -> String {
    ImportPlace.order.replacing(change.old, with: change.new)
}
