"""The sources that rules cite."""

from tuidao.text import Text


def LECTURE(section: str) -> Text:
    """A section of the founding lecture on the calculus that deep learning stands on."""
    return Text(
        f"Lecture on the calculus of deep learning, {section}",
        f"深度学习的微积分基础讲义，{section}",
    )


def ARTICLE(section: str) -> Text:
    """A section of the founding article on cross-entropy."""
    return Text(f"Article on the cross-entropy loss, {section}", f"交叉熵损失函数一文，{section}")


def BOOK(author: str, title: str, place: str) -> Text:
    """A place in a book, named alike in both languages."""
    return Text(f"{author}, {title}, {place}", f"{author}，《{title}》，{place}")


RUDIN = "Principles of Mathematical Analysis"
DLMF = "NIST Digital Library of Mathematical Functions"
