import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Repository.isCheckout, "not a checkout: no list of tracked files"))
struct RepositoryTests {
    @Test func `no file of code is longer than one idea`() throws {
        let breaches = try Repository.trackedFiles().filter(Self.isCode).flatMap {
            SizeRules.fileBreaches($0, try Repository.text($0))
        }
        #expect(breaches.isEmpty, "\(breaches.report)")
    }

    @Test func `no file or folder is a drawer`() throws {
        let files = try Repository.trackedFiles().filter {
            $0.hasPrefix("Sources/") || $0.hasPrefix("Tests/")
        }
        let breaches = files.flatMap(NameRules.breaches(of:))
        #expect(breaches.isEmpty, "\(breaches.report)")
    }

    @Test func `no tracked file is large`() throws {
        let breaches = try Repository.trackedFiles().flatMap { path in
            let file = Repository.root.appending(path: path)
            let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
            return TrackedFileRules.sizeBreaches(path, byteCount: size)
        }
        #expect(breaches.isEmpty, "\(breaches.report)")
    }

    @Test func `no tracked file names a machine's folders or a package registry`() throws {
        let breaches = try Repository.trackedFiles().flatMap { path in
            // What is not text (pictures) names nothing.
            guard let text = try? Repository.text(path) else { return [Breach]() }
            return TrackedFileRules.textBreaches(path, text)
        }
        #expect(breaches.isEmpty, "\(breaches.report)")
    }

    private static func isCode(_ path: String) -> Bool {
        ["swift", "c", "h", "py", "js", "mjs", "css", "html", "mustache"].contains {
            path.hasSuffix("." + $0)
        } || path.hasPrefix("script/")
    }
}

/// Each rule finds a breach that is planted for it.
@Suite struct PlantedFileTests {
    @Test func `a long file is found`() {
        let limit = SizeRules.fileLineLimit
        let long = String(repeating: "\n", count: limit + 1)
        #expect(SizeRules.fileBreaches("a.swift", long).count == 1)
        #expect(SizeRules.fileBreaches("a.swift", String(long.dropLast())) == [])
    }

    @Test(arguments: [
        "Sources/Core/A.swift", "Sources/API/Helpers/A.swift", "Sources/API/Utils.swift",
        "Tests/ATests/Text+Extensions.swift", "Sources/API/Route+Helpers.swift",
    ])
    func `a drawer is found`(path: String) {
        #expect(NameRules.breaches(of: path).count == 1)
    }

    @Test func `a name that holds a drawer's letters passes`() {
        #expect(NameRules.breaches(of: "Sources/Scores/Commonality+score.swift") == [])
    }

    @Test func `a large file is found`() {
        #expect(TrackedFileRules.sizeBreaches("a.bin", byteCount: 1_000_000).count == 1)
        #expect(TrackedFileRules.sizeBreaches("a.bin", byteCount: 999_999) == [])
    }

    // Put together here, so that this file keeps the rule itself.
    @Test(arguments: [
        "home = /" + "root/cxm", "path:/" + "work/a", "cd /" + "opt/b", "\"/" + "tmp/c\"",
        "/" + "Users/ann", "curl https:/" + "/registry.invalid/simple", "pip --index-" + "url x",
    ])
    func `a machine's folder or a foreign host is found`(line: String) {
        #expect(TrackedFileRules.textBreaches("script/a", "\n" + line).map(\.line) == [2])
    }

    @Test(arguments: [
        "http://127.0.0.1:8080/a", "http://localhost", "https://github.com/apple/swift",
        "https://shop.example/a", "https://example.com", "$folder/" + "work/a",
        "https://cxm.example.org",
        "page /loan/apply",
    ])
    func `this machine and example hosts pass`(line: String) {
        #expect(TrackedFileRules.textBreaches("script/a", line).map(\.sentence) == [])
    }
}
