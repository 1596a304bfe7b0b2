use std::fmt::Debug;

use runloom_chart::{ImportanceAnswer, ImportanceQuestion, ImportanceWork, SuggestAnswer, SuggestQuestion, SuggestWork};
use runloom_table::{NotLoaded, RowMask};

/// An answer that is found in small steps, so that others need not wait long.
pub(super) trait Work: Debug {
    type Question: PartialEq + Debug;
    type Answer: Debug;

    /// Does one step; returns whether all are done.
    fn step(&mut self) -> bool;

    /// How many steps are done, and how many there are.
    fn progress(&self) -> (usize, usize);

    fn finish(self) -> Self::Answer;
}

/// The last answer to questions about runs, and the one that is being found.
#[derive(Debug)]
pub(super) struct Answering<W: Work> {
    found: Option<(Asked<W::Question>, W::Answer)>,
    work: Option<(Asked<W::Question>, W)>,
}

/// A question about some runs.
#[derive(Debug, PartialEq)]
struct Asked<Question> {
    question: Question,
    runs: RowMask,
}

impl<W: Work> Default for Answering<W> {
    fn default() -> Self {
        Self { found: None, work: None }
    }
}

impl<W: Work> Answering<W> {
    /// Does one step towards the answer, which `start` begins; returns whether nothing is left to do, as where something that is needed is
    /// not loaded. What is being found for another question or other runs is dropped.
    pub(super) fn step(&mut self, question: W::Question, runs: &RowMask, start: impl FnOnce() -> Result<W, NotLoaded>) -> bool {
        let asked = Asked { question, runs: runs.clone() };
        if self.found.as_ref().is_some_and(|(of, _)| *of == asked) {
            return true;
        }
        let begun = self.work.take().filter(|(of, _)| *of == asked).map(|(_, work)| work);
        let Ok(mut work) = begun.map_or_else(start, Ok) else { return true };
        let is_done = work.step();
        if is_done {
            self.found = Some((asked, work.finish()));
        } else {
            self.work = Some((asked, work));
        }
        is_done
    }

    /// The answer to a question about some runs, if it is there.
    pub(super) fn answer(&self, question: Option<&W::Question>, runs: &RowMask) -> Option<&W::Answer> {
        let (asked, answer) = self.found.as_ref()?;
        (asked.runs == *runs && Some(&asked.question) == question).then_some(answer)
    }

    /// The last answer, to whatever question.
    pub(super) fn last(&self) -> Option<&W::Answer> {
        self.found.as_ref().map(|(_, answer)| answer)
    }

    /// Which part of the work is done.
    pub(super) fn progress(&self) -> f64 {
        let (done, all) = self.work.as_ref().map_or((0, 0), |(_, work)| work.progress());
        done as f64 / all.max(1) as f64
    }
}

impl Work for ImportanceWork {
    type Question = ImportanceQuestion;
    type Answer = ImportanceAnswer;

    fn step(&mut self) -> bool {
        Self::step(self)
    }

    fn progress(&self) -> (usize, usize) {
        Self::progress(self)
    }

    fn finish(self) -> ImportanceAnswer {
        Self::finish(self)
    }
}

impl Work for SuggestWork {
    type Question = SuggestQuestion;
    type Answer = SuggestAnswer;

    fn step(&mut self) -> bool {
        Self::step(self)
    }

    fn progress(&self) -> (usize, usize) {
        Self::progress(self)
    }

    fn finish(self) -> SuggestAnswer {
        Self::finish(self)
    }
}
