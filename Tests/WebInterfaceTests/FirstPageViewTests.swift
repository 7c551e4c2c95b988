import Definitions
import Foundation
import TestSupport
import Testing
import WebInterface

@Suite struct FirstPageViewTests {
    @Test(arguments: Language.allCases)
    func `the page is what its snapshot shows`(language: Language) throws {
        // A changed style changes its address, not the page.
        let page = try Sample.page(language).html.text
            .replacing(/assets\/[0-9a-f]{16}/, with: "assets/HASH")
        #expect(
            Snapshot.difference(of: page, from: "first-page-\(language.rawValue).html") == nil)
    }

    @Test func `labels, values and names of data are escaped`() throws {
        let page = try Sample.page(.english).html.text
        #expect(page.contains("Payment &lt;started&gt;"))
        #expect(page.contains("&lt;b&gt;8.3"))
        #expect(page.contains("app &amp; log"))
        #expect(!page.contains("<b>8.3"))
    }

    @Test func `the version that fails is named, and no other`() throws {
        let page = try Sample.page(.english).html.text
        #expect(page.contains("Version 8.4.0 stands out: only 46.0% of its"))
        #expect(page.components(separatedBy: "class=\"weak\"").count == 2)
    }

    @Test func `versions stand in their own order, what is left over last`() throws {
        let page = try Sample.page(.english).html.text
        let places = ["&lt;b&gt;8.3", "8.4.0 <span", ">8.10.0<", "(other)"].map {
            page.range(of: $0)?.lowerBound
        }
        #expect(!places.contains(nil))
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    }

    @Test func `nothing runs or styles inline, as the policy demands`() throws {
        for language in Language.allCases {
            let page = try Sample.page(language).html.text
            #expect(!page.contains("style="))
            #expect(page.components(separatedBy: "<script").count == 2)
        }
    }

    @Test func `the link to the other language keeps the choice`() throws {
        let page = try Sample.page(.english, system: "ios").html.text
        #expect(page.contains("href=\"/?lang=ko&amp;days=30&amp;os=ios\" hreflang=\"ko\""))
    }

    @Test func `datasets without the demo's events are listed`() {
        let page = FirstPage(language: .english, content: .unfamiliar(["loans", "<x>"])).html.text
        #expect(page.contains("<code>loans</code>"))
        #expect(page.contains("<code>&lt;x&gt;</code>"))
        #expect(page.contains("cxm analyze"))
    }
}
