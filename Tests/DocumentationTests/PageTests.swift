import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct PageTests {
    @Test func `every link leads somewhere`() throws {
        let pages = try Page.all()
        for page in pages {
            for link in page.links {
                guard let (path, anchor) = page.destination(of: link) else { continue }
                #expect(Repository.exists(path), "\(page.path): \(link) leads nowhere")
                guard let anchor, let target = pages.first(where: { $0.path == path }) else {
                    continue
                }
                #expect(target.anchors.contains(anchor), "\(page.path): \(link): no such heading")
            }
        }
    }

    @Test func `every page that the sources name exists`() throws {
        for path in Repository.files(below: "Sources", ending: ".swift") {
            let text = try Repository.text(path)
            guard text.range(of: "docs/", options: .literal) != nil else { continue }
            for match in text.matches(of: #/docs\/[a-z\/-]+\.md/#) {
                #expect(Repository.exists(String(match.output)), "\(path) names \(match.output)")
            }
        }
    }

    @Test func `the README fits one screen`() throws {
        let count = try Page.named("README.md").lineCount
        #expect(count <= 60, "\(count) lines")
    }

    @Test func `a decision fits one page`() {
        for path in Repository.files(below: "docs/decisions", ending: ".md") {
            let count = (try? Page.named(path).lineCount) ?? 0
            #expect(count <= 60, "\(path) has \(count) lines")
        }
    }

    @Test func `the index of the documentation leads to every page`() throws {
        let index = try Page.named("docs/README.md")
        let linked = Set(index.links.compactMap { index.destination(of: $0)?.path })
        for path in Repository.files(below: "docs", ending: ".md") where path != index.path {
            #expect(linked.contains(path), "docs/README.md does not link \(path)")
        }
    }

    @Test func `questions in the guide are questions`() throws {
        var count = 0
        for path in Repository.files(below: "docs/guide", ending: ".md") {
            // What holds an ellipsis is a sketch; a result has series of its own.
            let blocks = try Page.named(path).blocks(of: "json").filter {
                $0.hasPrefix("{\"kind\":") && !$0.contains("…") && !$0.contains("\"resolved\"")
            }
            for block in blocks {
                #expect(throws: Never.self, "\(path): \(block)") { try Question(parsing: block) }
            }
            count += blocks.count
        }
        #expect(count > 0)
    }

    @Test func `segments in the guide are segments`() throws {
        let blocks = try Page.named("docs/guide/segments.md").blocks(of: "json")
        #expect(!blocks.isEmpty)
        for block in blocks {
            #expect(throws: Never.self, "\(block)") {
                if block.hasPrefix("{\"name\":") {
                    _ = try SegmentDraft(parsing: block)
                } else {
                    _ = try SegmentDefinition(parsing: block)
                }
            }
        }
    }

    @Test func `links, headings and blocks are found in a page`() {
        let page = Page(
            path: "docs/guide/a.md",
            text: """
                # One `thing`, and more
                [b](../b.md#c) ![d](d.png) `[no](no.md)`
                ```json
                [e](f.md)
                ```
                """)
        #expect(page.links == ["../b.md#c", "d.png"])
        #expect(page.anchors == ["one-thing-and-more"])
        #expect(page.blocks(of: "json") == ["[e](f.md)"])
        #expect(page.destination(of: "../b.md#c")?.path == "docs/b.md")
        #expect(page.destination(of: "../b.md#c")?.anchor == "c")
        #expect(page.destination(of: "#one")?.path == "docs/guide/a.md")
        #expect(page.destination(of: "https://example.com") == nil)
    }
}
