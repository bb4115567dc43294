/** 2020 fell after New Year's Eve; 2021 to 2023 were held down (METHODS.md 4, trap 10). */
const EPIDEMIC = { first: 2020, last: 2023 };

export function isEpidemicSeason(season: number): boolean {
  return EPIDEMIC.first <= season && season <= EPIDEMIC.last;
}
