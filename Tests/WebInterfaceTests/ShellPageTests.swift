import Definitions
import Foundation
import TestSupport
import Testing
import WebInterface

@Suite struct ShellPageTests {
    private static func withSite(_ test: @Sendable (WebSite) throws -> Void) async throws {
        try await Fixture.withFolder { folder in
            for name in [
                "app/main.js", "app/theme.js", "app/components/Card.js", "app/explore/Page.js",
                "app/style/1-tokens.css", "app/style/2-base.css", "vendor/preact.js",
            ] {
                let file = folder.appending(path: name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data("/* */".utf8).write(to: file)
            }
            try test(WebSite(folder: folder.path, isLive: false))
        }
    }

    @Test func `the shell loads styles in order, and fetches ahead what every page needs`()
        async throws
    {
        try await Self.withSite { site in
            let html = ShellPage(site: site, language: .korean, timezone: "Asia/Seoul").html.text
            let tokens = try #require(html.range(of: "1-tokens.css"))
            let base = try #require(html.range(of: "2-base.css"))
            #expect(tokens.lowerBound < base.lowerBound)
            #expect(
                html.contains("modulepreload\" href=\"\(site.address("app/components/Card.js"))"))
            #expect(!html.contains("explore/Page.js"))
            #expect(html.contains("<html lang=\"ko\" data-timezone=\"Asia/Seoul\">"))
        }
    }

    @Test func `nothing in a page is a script of its own, or from elsewhere`() async throws {
        try await Self.withSite { site in
            let pages = [
                ShellPage(site: site, language: .english, timezone: "UTC").html,
                SignInPage(language: .english).html,
                MissingSitePage(language: .english).html,
            ]
            for page in pages {
                #expect(!page.text.contains("<script>"))
                #expect(!page.text.contains("http"))
                #expect(!page.text.contains("style="))
            }
        }
    }
}
