import Testing
import WebInterface

@Suite struct HTMLTests {
    @Test(arguments: [
        ("plain 한글 😀", "plain 한글 😀"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onload='x'", "&quot; onload=&#39;x&#39;"),
        ("&amp;", "&amp;amp;"),
        ("", ""),
        // A combining mark after a dangerous character makes one character of two scalars.
        ("<\u{301}b>", "&lt;\u{301}b&gt;"),
    ])
    func `text is escaped, scalar by scalar`(text: String, escaped: String) {
        #expect(HTML.escaped(text) == escaped)
    }

    @Test func `what is interpolated is escaped once, markup stays as it is`() {
        let value = "<&>"
        let cell: HTML = "<td>\(value)</td>"
        let row: HTML = "<tr>\(cell)\([cell, cell])\(7)</tr>"
        #expect(cell.text == "<td>&lt;&amp;&gt;</td>")
        #expect(row.text == "<tr>" + String(repeating: cell.text, count: 3) + "7</tr>")
    }
}
