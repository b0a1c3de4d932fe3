import io

from openpyxl import Workbook


def workbook(*lines, title="גיליון"):
    book = Workbook()
    book.active.title = title
    for line in lines:
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
