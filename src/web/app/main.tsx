import { render } from 'preact';
import { followService } from './api/service-status.ts';
import { startClock } from './clock.ts';
import { chooseLanguage, lang } from './language.ts';
import { followLinks } from './navigation.ts';
import { Shell } from './shell.tsx';
import { startTheme } from './theme.ts';
import './styles/base.css';
import './styles/shell.css';
import './styles/seats.css';
import './styles/views.css';
import './styles/print.css';

startTheme();
chooseLanguage(lang.value);
startClock();
followLinks();
void followService();
render(<Shell />, document.getElementById('app') as HTMLElement);
