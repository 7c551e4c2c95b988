import Testing

@testable import DemoCompany

struct CSVTests {
    @Test func `fields with commas, quotes and line breaks are quoted`() {
        var buffer = CSVBuffer()
        for text in ["plain", "a,b", "say \"hi\"", "two\nlines", "", "한글"] {
            buffer.append(text: text)
        }
        buffer.endRecord()
        #expect(
            String(decoding: buffer.bytes, as: UTF8.self)
                == "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,한글\r\n")
    }

    @Test func `times are written on the korean clock with milliseconds`() {
        var buffer = CSVBuffer()
        buffer.append(time: 1_793_417_696_789)
        buffer.append(time: 0)
        buffer.append(7)
        buffer.append(Reference(table: .payment, member: 12_345_678, number: 3))
        buffer.append(member: 42)
        #expect(
            String(decoding: buffer.bytes, as: UTF8.self)
                == "2026-10-31T12:34:56.789+09:00,1970-01-01T09:00:00.000+09:00,7,"
                + "P12345678-0003,m0000042")
    }

    @Test func `the text form of keys is the one in the files`() {
        let reference = Reference(table: .loan, member: 9, number: 12)
        var buffer = CSVBuffer()
        buffer.append(reference)
        #expect(reference.text == String(decoding: buffer.bytes, as: UTF8.self))
        #expect(reference.text == "L0000009-0012")
    }

    @Test func `every row has as many fields as its table has columns`() {
        for history in SmallCompany.histories.prefix(100) {
            check([history.member])
            check(history.events)
            check(history.payments)
            check(history.transfers)
            check(history.loanInquiries)
        }
    }

    @Test func `emptying a buffer keeps it usable`() {
        var buffer = CSVBuffer()
        buffer.appendHeader(of: .transfers)
        buffer.empty()
        #expect(buffer.bytes.isEmpty)
        buffer.appendHeader(of: .payments)
        #expect(
            String(decoding: buffer.bytes, as: UTF8.self)
                == "payment_id,member_id,time,amount,discount,method,category,merchant,status,"
                + "fail_reason\r\n")
    }

    private func check<Row: CSVRecord>(_ rows: [Row]) {
        let counts = rows.map { row in
            var buffer = CSVBuffer()
            row.write(to: &buffer)
            return fieldCount(buffer.bytes)
        }
        #expect(counts.allSatisfy { $0 == Row.table.columns.count })
    }

    private func fieldCount(_ line: [UInt8]) -> Int {
        var isQuoted = false
        return line.reduce(1) { count, byte in
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            return byte == UInt8(ascii: ",") && !isQuoted ? count + 1 : count
        }
    }
}
