import Foundation
import TestSupport
import Testing
import WebInterface

@Suite struct WebSiteTests {
    private static let least = ["app/main.js": "start();", "vendor/preact.js": "export {};"]

    private static func write(_ files: [String: String], to folder: URL) throws {
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    @Test func `an address changes with any file, and with nothing else`() async throws {
        try await Fixture.withFolder { folder in
            try Self.write(Self.least, to: folder)
            let first = try WebSite(folder: folder.path, isLive: false)
            #expect(try WebSite(folder: folder.path, isLive: false).version == first.version)
            try Self.write(["app/deep/down.css": "a{}"], to: folder)
            let second = try WebSite(folder: folder.path, isLive: false)
            #expect(second.version != first.version)
            #expect(second.address("app/main.js") == "/assets/\(second.version)/app/main.js")
            #expect(second.file("app/deep/down.css")?.contentType == "text/css; charset=utf-8")
        }
    }

    @Test func `files are packed once, and fonts as they are`() async throws {
        try await Fixture.withFolder { folder in
            let text = String(repeating: "export const a = 1;\n", count: 500)
            try Self.write(
                Self.least.merging(["app/long.js": text, "vendor/f.woff2": text]) { $1 }, to: folder
            )
            let site = try WebSite(folder: folder.path, isLive: false)
            let file = try #require(site.file("app/long.js"))
            #expect(file.bytes == Array(text.utf8))
            let packed = try #require(file.packed)
            #expect(packed.prefix(2) == [0x1f, 0x8b])
            #expect(packed.count < 200)
            #expect(site.file("vendor/f.woff2")?.packed == nil)
        }
    }

    @Test func `a live site shows what was written since`() async throws {
        try await Fixture.withFolder { folder in
            try Self.write(Self.least, to: folder)
            let site = try WebSite(folder: folder.path, isLive: true)
            try Self.write(["app/main.js": "restart();", "app/new.js": "new"], to: folder)
            #expect(site.file("app/main.js")?.bytes == Array("restart();".utf8))
            #expect(site.file("app/new.js") != nil)
        }
    }

    @Test(arguments: ["../secret.js", "app/../../secret.js", "app/.hidden.js", "app//main.js", ""])
    func `nothing outside the folder is a file`(name: String) async throws {
        try await Fixture.withFolder { folder in
            try Self.write(Self.least, to: folder.appending(path: "web"))
            try Self.write(["secret.js": "x", "web/app/.hidden.js": "x"], to: folder)
            for isLive in [false, true] {
                let site = try WebSite(folder: folder.path + "/web", isLive: isLive)
                #expect(site.file(name) == nil)
            }
        }
    }

    @Test func `missing files are a sentence with the remedy`() async throws {
        try await Fixture.withFolder { folder in
            #expect {
                try WebSite.find(setting: folder.path + "/none", isLive: false)
            } throws: {
                "\($0)".contains("script/setup")
            }
            try Self.write(["app/main.js": ""], to: folder)
            #expect {
                try WebSite.find(setting: folder.path, isLive: false)
            } throws: {
                "\($0)".contains("vendor")
            }
        }
    }

    @Test func `it is found beside the program, then in the folders above it`() async throws {
        try await Fixture.withFolder { folder in
            try Self.write(Self.least, to: folder.appending(path: ".setup/web"))
            let program = folder.path + "/.build/debug/cxm"
            let above = try WebSite.find(setting: nil, isLive: false, executable: program)
            #expect(above.folder.hasSuffix("/.setup/web"))
            try Self.write(Self.least, to: folder.appending(path: ".build/debug/web"))
            let beside = try WebSite.find(setting: nil, isLive: false, executable: program)
            #expect(beside.folder.hasSuffix("/.build/debug/web"))
        }
    }
}
