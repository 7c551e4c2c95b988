/// A row that can be written as a line of CSV, its fields in the order of its table's columns.
///
///     payment.write(to: &buffer)
///
/// Cost: one line.
package protocol CSVRecord {
    static var table: DemoTable { get }
    func write(to buffer: inout CSVBuffer)
}

extension Member: CSVRecord {
    package static let table = DemoTable.members

    package func write(to buffer: inout CSVBuffer) {
        buffer.append(member: number)
        buffer.append(gender)
        buffer.append(birthYear)
        buffer.append(age)
        buffer.append(ageGroup)
        buffer.append(region)
        buffer.append(joinDate)
        buffer.append(status)
        buffer.append(grade)
        buffer.append(system)
        buffer.append(appVersion)
        buffer.append(consentsToMarketing)
        buffer.append(mainMethod)
        buffer.append(channel)
        buffer.append(campaign)
        buffer.append(member: referrer)
        buffer.append(hasLoan)
        buffer.endRecord()
    }
}

extension AppEvent: CSVRecord {
    package static let table = DemoTable.appLog

    package func write(to buffer: inout CSVBuffer) {
        buffer.append(member: member)
        buffer.append(time: time)
        buffer.append(number)
        buffer.append(event)
        if page == .campaign, let campaign {
            buffer.append(plain: campaign.page)
            buffer.append(text: campaign.label.korean)
        } else {
            buffer.append(page)
            buffer.append(text: page?.label.korean ?? "")
        }
        buffer.append(element)
        buffer.append(category)
        buffer.append(campaign)
        buffer.append(system)
        buffer.append(appVersion)
        buffer.append(method)
        buffer.append(amount)
        buffer.append(failReason)
        buffer.append(outcome)
        buffer.append(reference)
        buffer.endRecord()
    }
}

extension Payment: CSVRecord {
    package static let table = DemoTable.payments

    package func write(to buffer: inout CSVBuffer) {
        buffer.append(reference)
        buffer.append(member: reference.member)
        buffer.append(time: time)
        buffer.append(amount)
        buffer.append(discount)
        buffer.append(method)
        buffer.append(category)
        buffer.append(text: merchant)
        buffer.append(status)
        buffer.append(failReason)
        buffer.endRecord()
    }
}

extension Transfer: CSVRecord {
    package static let table = DemoTable.transfers

    package func write(to buffer: inout CSVBuffer) {
        buffer.append(reference)
        buffer.append(member: reference.member)
        buffer.append(time: time)
        buffer.append(amount)
        buffer.append(recipientKind)
        buffer.append(member: recipient)
        buffer.append(text: memo)
        buffer.append(status)
        buffer.append(failReason)
        buffer.endRecord()
    }
}

extension LoanInquiry: CSVRecord {
    package static let table = DemoTable.loanInquiries

    package func write(to buffer: inout CSVBuffer) {
        buffer.append(reference)
        buffer.append(member: reference.member)
        buffer.append(time: time)
        buffer.append(product)
        buffer.append(desiredAmount)
        buffer.append(offers)
        buffer.append(bestRate)
        buffer.append(outcome)
        buffer.append(approvedAmount)
        buffer.endRecord()
    }
}
