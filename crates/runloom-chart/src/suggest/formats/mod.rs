//! The suggested search space and configurations as other tools read them, the same text wherever it is asked for.

mod code;
mod json;
mod optuna;
mod ray;
mod wandb;

use std::io::{self, Write};

use super::SuggestAnswer;

/// What a suggestion can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestFormat {
    /// One JSON object, with the evidence.
    Json,
    /// The YAML of a W&B sweep.
    Wandb,
    /// Python code for Optuna.
    Optuna,
    /// Python code for Ray Tune.
    Ray,
}

impl SuggestFormat {
    /// All of them, in the order of menus.
    pub const ALL: [Self; 4] = [Self::Wandb, Self::Optuna, Self::Ray, Self::Json];

    /// The word for machines: `wandb`, `optuna`, `ray`, `json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Wandb => "wandb",
            Self::Optuna => "optuna",
            Self::Ray => "ray",
        }
    }
}

impl SuggestAnswer {
    /// Writes it as a tool reads it.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, format: SuggestFormat, out: &mut dyn Write) -> io::Result<()> {
        match format {
            SuggestFormat::Json => json::write(self, out),
            SuggestFormat::Wandb => wandb::write(self, out),
            SuggestFormat::Optuna => optuna::write(self, out),
            SuggestFormat::Ray => ray::write(self, out),
        }
    }
}
