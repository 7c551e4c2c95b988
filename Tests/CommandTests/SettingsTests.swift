import Foundation
import TestSupport
import Testing

@Suite struct SettingsTests {
    private func doctor(
        file: String?, named name: String = "cxm-home/settings.json", words: [String] = [],
        settings: [String: String] = [:]
    ) async throws -> CXMProcess.Result {
        var result: CXMProcess.Result?
        try await Fixture.withFolder { folder in
            let folder = folder.resolvingSymlinksInPath()
            try FileManager.default.createDirectory(
                at: folder.appending(path: "cxm-home"), withIntermediateDirectories: true)
            if let file {
                try Data(file.utf8).write(to: folder.appending(path: name))
            }
            result = try CXMProcess.run(["doctor"] + words, in: folder, settings: settings)
        }
        return try #require(result)
    }

    @Test func `the home's settings file is read, the environment goes before it`() async throws {
        let bad = try await doctor(file: #"{"threads":"many"}"#)
        #expect(bad.status == 1)
        #expect(bad.error.contains("CXM_THREADS is 'many'"))
        let mended = try await doctor(
            file: #"{"threads":"many"}"#, settings: ["CXM_THREADS": "2"])
        #expect(!mended.error.contains("CXM_THREADS"))
        let good = try await doctor(file: #"{"threads":2,"timezone":"UTC","user":null}"#)
        #expect(!good.error.contains("setting"))
    }

    @Test func `a file that an option or the environment names goes before the home's`()
        async throws
    {
        let option = try await doctor(
            file: #"{"threads":"x1"}"#, named: "my.json", words: ["--settings", "my.json"])
        #expect(option.error.contains("'x1'"))
        let named = try await doctor(
            file: #"{"threads":"x1"}"#, named: "my.json", settings: ["CXM_SETTINGS": "my.json"])
        #expect(named.error.contains("'x1'"))
    }

    @Test(arguments: [
        (#"{"thread":1}"#, "There is no setting 'thread'; the nearest is 'threads'."),
        (#"{"home":"x"}"#, "There is no setting 'home'"),
        (#"{"threads":[1]}"#, "'threads' should be a text or a whole number, not a list."),
        ("[]", "Settings are an object"), ("{", "This is not JSON: line 1"),
    ])
    func `a settings file that cannot be taken is a sentence`(
        file: String, words: String
    ) async throws {
        let result = try await doctor(file: file)
        #expect(result.status == 1)
        #expect(result.error.contains(words), "\(result.error)")
        #expect(result.error.contains("settings.json"))
    }

    @Test func `a missing file, and a name in the environment that is nearly one, are sentences`()
        async throws
    {
        let missing = try await doctor(file: nil, words: ["--settings", "none.json"])
        #expect(missing.status == 1)
        #expect(missing.error.contains("none.json: The settings cannot be read"))
        let typo = try await doctor(file: nil, settings: ["CXM_THREAD": "2"])
        #expect(typo.status == 1)
        #expect(typo.error.contains("There is no setting CXM_THREAD; the nearest is CXM_THREADS."))
    }
}
