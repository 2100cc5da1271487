from datetime import date

import pytest
from django.utils import translation

from courses.data import Closure, NextLesson, Progress
from courses.selectors.steps import remaining_steps

DAY = date(2026, 9, 5)
WAIT = Closure(opens_on=DAY)
BEGIN = Closure(opens_on=DAY, with_cohort=True)
LEFT = {"read": 1, "total": 3, "has_quiz": False, "quiz_passed": False, "is_completed": False}
DONE = LEFT | {"read": 3}


def said(language: str, **facts: object) -> list[str]:
    with translation.override(language):
        return remaining_steps(Progress(**LEFT | facts))


STEPS = {
    "lessons and quiz": (
        {"has_quiz": True, "next_lesson": NextLesson(position=2)},
        ["Daha 2 dərs oxuyun.", "Sonra yekun testi keçin: o, bütün məcburi dərslər oxunduqdan sonra açılır."],
        [
            "Прочитайте ещё 2 урока.",
            "Затем сдайте итоговый тест: он откроется, когда будут прочитаны все обязательные уроки.",
        ],
        ["Read 2 more lessons.", "Then pass the final quiz: it opens when all required lessons have been read."],
    ),
    "quiz": ({**DONE, "has_quiz": True}, ["Yekun testi keçin."], ["Сдайте итоговый тест."], ["Pass the final quiz."]),
    "order": (
        {"next_lesson": NextLesson(position=2, in_order=True)},
        ["Daha 2 dərs oxuyun.", "Dərslər bir-birinin ardınca açılır; növbəti dərsin nömrəsi: 2."],
        ["Прочитайте ещё 2 урока.", "Уроки открываются один за другим; номер следующего урока: 2."],
        ["Read 2 more lessons.", "The lessons open one after the other; lesson 2 is next."],
    ),
    "day": (
        {"next_lesson": NextLesson(position=2, closure=WAIT, in_order=True, minimum_minutes=9)},
        ["Daha 2 dərs oxuyun.", "5 sentyabr 2026 tarixini gözləyin: həmin gün 2 nömrəli dərs açılır."],
        ["Прочитайте ещё 2 урока.", "Дождитесь 5 сентября 2026 г.: в этот день откроется урок 2."],
        ["Read 2 more lessons.", "Wait for 5 September 2026: on that day lesson 2 opens."],
    ),
    "cohort ahead": (
        {"next_lesson": NextLesson(position=1, closure=BEGIN)},
        ["Daha 2 dərs oxuyun.", "5 sentyabr 2026 tarixini gözləyin: həmin gün qrupunuz başlayır və dərslər açılır."],
        [
            "Прочитайте ещё 2 урока.",
            "Дождитесь 5 сентября 2026 г.: в этот день начинает работу ваша группа и открываются уроки.",
        ],
        ["Read 2 more lessons.", "Wait for 5 September 2026: on that day your cohort begins and the lessons open."],
    ),
    "cohort over": (
        {"has_quiz": True, "next_lesson": NextLesson(position=2), "over_since": DAY},
        [
            (
                "Qrupunuzun müddəti 5 sentyabr 2026 tarixində bitib. Dərsləri oxumaq olar, lakin artıq heç nə nəzərə "
                "alınmır. Təlimçidən başqa qrupda yer istəyin."
            )
        ],
        [
            (
                "Последний день вашей группы — 5 сентября 2026 г.; уроки можно читать, но больше ничего не "
                "засчитывается. Попросите у преподавателя место в другой группе."
            )
        ],
        [
            (
                "Your cohort ended on 5 September 2026. Lessons can still be read, but nothing counts any more. "
                "Ask the trainer for a place in another cohort."
            )
        ],
    ),
    "time and end": (
        {"read": 2, "next_lesson": NextLesson(position=3, in_order=True, minimum_minutes=5, read_to_end=True)},
        [
            "Daha 1 dərs oxuyun.",
            "3 nömrəli dərsi oxunmuş kimi qeyd etmək üçün ən azı 5 dəqiqə lazımdır.",
            "3 nömrəli dərs sonadək oxunmalıdır.",
        ],
        [
            "Прочитайте ещё 1 урок.",
            "Урок 3 можно отметить прочитанным не раньше чем через 5 минут.",
            "Урок 3 нужно прочитать до конца.",
        ],
        [
            "Read 1 more lesson.",
            "Lesson 3 can be marked as read after 5 minutes at the earliest.",
            "Lesson 3 has to be read to its end.",
        ],
    ),
    "not recorded": (
        DONE,
        [
            (
                "Tələb olunan hər şey yerinə yetirilib. İstənilən dərsi açıb “Növbəti” düyməsini seçin: bununla kurs "
                "başa vurulur."
            )
        ],
        ["Всё, что требуется, сделано. Откройте любой урок и выберите «Далее»: на этом курс будет завершён."],
        ["Everything required is done. Open any lesson and choose “Next”: that completes the course."],
    ),
    "nothing asked": (
        {"read": 0, "total": 0},
        ["Hazırda bu kursda onu başa vurmaq üçün tələb olunan heç nə yoxdur."],
        ["Сейчас в этом курсе нет ничего, что требуется для его завершения."],
        ["At present nothing on this course counts towards its completion."],
    ),
    "completed": ({"is_completed": True, "over_since": DAY}, [], [], []),
}


@pytest.mark.parametrize("language", ["az", "ru", "en"])
@pytest.mark.parametrize("case", STEPS)
def test_what_remains_is_said_in_words(case: str, language: str) -> None:
    facts, *words = STEPS[case]
    assert said(language, **facts) == words[["az", "ru", "en"].index(language)]


def test_no_attempts_left_is_said_instead_of_the_quiz() -> None:
    facts = DONE | {"has_quiz": True, "no_attempts_left": True}
    words = "All attempts at the final quiz have been used. Its page says whom to ask for another one."
    assert said("en", **facts) == [words]
