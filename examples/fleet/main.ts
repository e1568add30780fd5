import { app } from './app';
import './platform';
import './shop';
import './orders';
import './data';
import './identity';

app.synth();
